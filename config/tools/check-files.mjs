// Rules about files as such: names, pins, the lockfile, one React, nothing of one machine.
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { ROOT, files } from './paths.mjs'

/** `helper` alone says nothing; `helper-home` is about the helper of a household. */
const FORBIDDEN_NAME = /(^|[-.])(utils?|helpers|misc|managers?|processors?)([-.]|$)|^(common|helper)\.[jt]sx?$/i
const WORKSPACES = ['.', 'shared', 'config', 'server', 'miniapp']
const json = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))

/** @returns {string[]} one line per offence */
export function tidinessFaults() {
  const sources = [...['shared', 'config', 'server', 'miniapp', '.ci'].flatMap((folder) => files(join(ROOT, folder))), ...files(join(ROOT, 'package.json'))]
  return [...sources.flatMap(badName), ...sources.flatMap(machinePath), ...loosePins(), ...lockfileFaults(), ...severalReacts()]
}

function badName(file) {
  return FORBIDDEN_NAME.test(basename(file)) ? [`${relative(ROOT, file)}: the name says nothing; name what it is for`] : []
}

/** A path of the machine that the code was written on works on that machine alone. */
function machinePath(file) {
  const text = readFileSync(file, 'latin1')
  return [ROOT, homedir()].filter((path) => path.length > 1 && new RegExp(`${path.replace(/[^\w/]/g, '\\$&')}(?![\\w-])/`).test(text))
    .map((path) => `${relative(ROOT, file)}: names the path ${path} of this machine`)
}

function loosePins() {
  return WORKSPACES.flatMap((folder) => {
    const { dependencies, devDependencies, optionalDependencies } = json(join(folder, 'package.json'))
    return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${folder}/package.json: ${name} is "${version}", not an exact version`)
  })
}

function lockfileFaults() {
  return Object.entries(json('package-lock.json').packages).filter(([, { resolved }]) => /^[a-z+]+:/.test(resolved ?? ''))
    .map(([path, { resolved }]) => `package-lock.json: ${path} names the address ${resolved}; the registry is the reader's choice`)
}

/** A second React is hoisted beside the first and dies at run time with nothing said by tsc. */
function severalReacts() {
  return ['react', 'react-dom'].flatMap((name) => {
    const copies = Object.keys(json('package-lock.json').packages).filter((path) => path.endsWith(`node_modules/${name}`))
    return copies.length === 1 || !existsSync(join(ROOT, 'node_modules')) ? [] : [`${copies.length} copies of ${name}: ${copies.join(', ')}`]
  })
}

// Reads what a page shows: the tree that Taro sends by setData, and base.wxml, which says what its short names mean.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A node as it stands in `data.root`: `nn` template, `cn` children, `v` text, `cl` class, the rest `pN`. */
export interface TreeNode { nn: string; sid: string; uid?: string; cl?: string; st?: string; v?: string; cn?: TreeNode[] | Record<string, TreeNode>; [attribute: string]: unknown }

export interface Template { tag: string; attributes: Map<string, string> }

/** Template number → tag, and attribute → property of the node. */
export function readTemplates(folder: string): Map<string, Template> {
  const wxml = readFileSync(join(folder, 'base.wxml'), 'utf8')
  const templates = new Map<string, Template>()
  // An input has two templates, with and without the focus; the one without stands for both.
  for (const [, name, tag, rest] of wxml.matchAll(/<template name="tmpl_0_(\d+)(?:_blur)?">\s*<(?!template)([\w-]+)([^>]*)>/g)) {
    const attributes = new Map<string, string>()
    for (const [, attribute, expression] of rest.matchAll(/([\w-]+)="\{\{([^"]*)\}\}"/g)) {
      const property = /\bi\.(\w+)/.exec(expression)?.[1]
      if (property) attributes.set(attribute, property)
    }
    templates.set(name, { tag, attributes })
  }
  return templates
}

export function children(node: TreeNode): TreeNode[] {
  // setData by paths such as `root.cn.[3]` leaves an array or an object with numbers for names.
  return Object.values(node.cn ?? {}).filter((child): child is TreeNode => Boolean(child))
}

export function* walk(node: TreeNode): Generator<TreeNode> {
  yield node
  for (const child of children(node)) yield* walk(child)
}

/** All text below the node, in order. */
export function textOf(node: TreeNode): string {
  return [...walk(node)].map((n) => n.v ?? '').join('')
}

/** One path of a setData: `root.cn.[0].cn.[2].v`. */
export function applyPath(data: Record<string, any>, path: string, value: unknown): void {
  const steps = path.split('.').map((step) => step.replace(/^\[(\d+)\]$/, '$1'))
  let at: any = data
  steps.slice(0, -1).forEach((step, i) => { at = at[step] ??= /^\d+$/.test(steps[i + 1]) ? [] : {} })
  at[steps.at(-1)!] = value
}

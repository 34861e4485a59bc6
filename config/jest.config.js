// Tests of the launchers and the structure; they start real processes. Run: npm test -- config/
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

const swc = { ...JSON.parse(readFileSync(join(__dirname, '../.swcrc'), 'utf8')), swcrc: false }

module.exports = {
  displayName: 'config',
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/**/*.spec.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  testTimeout: 60_000,
}

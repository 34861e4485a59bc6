// Tests of the shared code alone: no database, no browser. Run: npx jest -c shared/jest.config.js
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

const swc = JSON.parse(readFileSync(join(__dirname, '..', '.swcrc'), 'utf8'))

module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'require', 'default'] },
  testMatch: ['<rootDir>/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
}

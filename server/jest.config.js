// Packages that ship ES modules alone are transformed too; see the trap in kernel/README.md.
const ESM = ['@nestjs', 'file-type', 'strtok3', 'token-types', 'uint8array-extras', '@borewit', '@tokenizer', 'cookie', 'p-retry', 'is-network-error', 'ulid', 'lru-cache', '@exodus', 'csv-parse', 'p-limit', 'yocto-queue', '@seriousme', 'content-disposition']

const swc = { ...JSON.parse(require('node:fs').readFileSync(`${__dirname}/../.swcrc`, 'utf8')), swcrc: false }

module.exports = {
  displayName: 'server',
  rootDir: __dirname,
  // Answers are held against schemas made from the contract.
  globalSetup: '<rootDir>/openapi/generate.mjs',
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'require', 'default'] },
  testMatch: ['<rootDir>/test/**/*.spec.ts', '<rootDir>/src/**/*.spec.ts'],
  transform: { '^.+\\.(t|m?j)s$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`/node_modules/(?!.*/node_modules/)(?!(${ESM.join('|')})/)`],
  testTimeout: 60_000,
}

// Pure view-models beside the sources; the real WeChat bundle and the real page in test/. Run: npm test -- miniapp/
const { transform, ...server } = require('../server/jest.config.js')

// Tests run the real server in their own process, so what is true for its tests is true here.
const [runner, options] = Object.values(transform)[0]
const tsx = { ...options, jsc: { ...options.jsc, parser: { ...options.jsc.parser, tsx: true }, transform: { ...options.jsc.transform, react: { runtime: 'automatic' } } } }

module.exports = {
  ...server,
  displayName: 'miniapp',
  rootDir: __dirname,
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  globalSetup: require.resolve('../server/openapi/generate.mjs'),
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: { ...transform, '^.+\\.tsx$': [runner, tsx] },
}

// Every test of the project: `npm test`, or `npm test -- <pattern>` for some. Time limits of the workspaces' own files hold only when they run alone.
module.exports = { projects: ['shared', 'config', 'server', 'miniapp'].map((workspace) => `<rootDir>/${workspace}`), maxWorkers: 2, testTimeout: 120_000 }

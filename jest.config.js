// Every test of the project: `npm test`, or `npm test -- <pattern>` for some.
module.exports = { projects: ['shared', 'config', 'server', 'miniapp'].map((workspace) => `<rootDir>/${workspace}`), maxWorkers: 2 }

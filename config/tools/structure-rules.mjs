// Who may import whom, as dependency-cruiser rules. Paths are from the project's root (or the fixture's).
const npm = (name) => `(^|/)node_modules/${name}(/|$)`
const values = { dependencyTypesNot: ['type-only'] }
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
export const RULES = [
  rule('shared-is-a-leaf', 'shared code depends on no side', { path: '^shared/' }, { path: '^(server|miniapp|console)/' }),
  rule('rules-are-pure', 'rules import nothing outside themselves', { path: '^shared/rules/', pathNot: '\\.spec\\.ts$' }, { pathNot: '^shared/rules/' }),
  rule('contract-types-only', 'a decorated class by value kills the weapp page at load',
    { path: '^(miniapp|console)/src/' }, { path: '^shared/contract/', ...values }),
  rule('sides-apart', 'sides meet in the contract alone; a test may run the other side', { path: '^(miniapp|console|server)/(?!test/|jest\\.config\\.js$)' }, { path: '^(miniapp|console|server)/', pathNot: '^$1/' }),
  rule('kernel-knows-no-feature', 'what features stand on knows none of them', { path: '^server/src/kernel/' }, { path: '^server/src/features/' }),
  rule('front-door', 'a feature is entered by its index', { path: '^server/src/features/([^/]+)/' }, { path: '^server/src/features/[^/]+/', pathNot: ['^server/src/features/$1/', '^server/src/features/[^/]+/index\\.ts$'] }),
  rule('no-circular', 'a cycle of values fails at load, in an order nobody chose', {}, { circular: true, viaOnly: values }),
  rule('typeorm-behind-the-counter', 'SQL goes through the scope', { path: '^server/src/', pathNot: ['^server/src/kernel/db/', '\\.entity\\.ts$', '^server/src/entities\\.ts$', '^server/src/migrations/', '^server/src/cli/', '\\.spec\\.ts$'] }, { path: npm('typeorm'), ...values }),
  rule('no-injected-repository', 'an injected repository has no scope', { path: '^server/src/(features|kernel)/', pathNot: '^server/src/kernel/(db/|kernel\\.module\\.ts$)' }, { path: npm('@nestjs/typeorm') }),
  rule('scope-is-minted-by-auth', 'nothing but the kernel makes an actor or a scope', { path: '^server/src/', pathNot: ['^server/src/kernel/', '\\.spec\\.ts$'] }, { path: '^server/src/kernel/(db|auth)/', pathNot: ['^server/src/kernel/(db|auth)/index\\.ts$', '^server/src/kernel/db/(everywhere|columns)\\.ts$'] }),
  rule('everywhere-is-rare', 'work without a scope is for the outbox and the command line', { path: '^server/src/', pathNot: ['^server/src/kernel/(outbox|db)/', '^server/src/cli/', '\\.spec\\.ts$'] }, { path: '^server/src/kernel/db/everywhere\\.ts$' }),
  rule('controllers-are-thin', 'a controller hands over to its service', { path: '\\.controller\\.ts$' }, { path: '(\\.entity|\\.repository)\\.ts$|^server/src/kernel/db/' }),
  rule('taro-behind-platform', 'the platform folder alone knows the platform', { path: '^miniapp/src/', pathNot: '^miniapp/src/(platform|pages|packages|custom-tab-bar)/|^miniapp/src/app\\.' }, { path: npm('@tarojs/taro') }),
  rule('ui-kit-behind-ui', 'a component library is used in ui alone', { path: '^miniapp/src/', pathNot: '^miniapp/src/ui/' }, { path: '(^|/)(@nutui|@taroify|@antmjs|taro-ui)(/|$)' }),
  rule('resolvable', 'an import that leads nowhere is seen by no other rule', { pathNot: '\\.(config|spec)\\.' }, { couldNotResolve: true, pathNot: '^(@nutui)' }),
]

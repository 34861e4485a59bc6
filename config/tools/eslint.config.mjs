// In-file rules; who may import whom is in structure-rules.mjs. Run by `npm run check` from the project's root.
import hooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { ROOT } from './paths.mjs'

/** Browser names that the WeChat engine does not have. */
const MISSING_IN_WECHAT = ['window', 'document', 'localStorage', 'fetch', 'URL', 'URLSearchParams', 'AbortController', 'structuredClone', 'Intl', 'FormData', 'Blob', 'crypto',
  'TextEncoder', 'TextDecoder', 'queueMicrotask', 'navigator', 'atob', 'btoa']

const CLOCK = [
  { selector: "NewExpression[callee.name='Date']", message: 'Time comes from kernel/clock.ts, so that tests can set it.' },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Time comes from kernel/clock.ts, so that tests can set it.' },
]
const WRITES = [
  { selector: "CallExpression[callee.property.name='write'] CallExpression[callee.object.name='Promise'][callee.property.name=/^(all|allSettled|race|any)$/]",
    message: 'One transaction is one connection: parallel statements in it only queue, and a failure leaves the others running.' },
]
const REFUSALS = [
  { selector: 'ThrowStatement > NewExpression', message: "A refusal is thrown as problem('…'), from the catalogue." },
]
const TARO = [
  { selector: "CallExpression[callee.object.name='Taro'][callee.property.name=/^(scanCode|login|chooseMedia|getLocation|request|uploadFile)$/]",
    message: 'Asked of the platform folder, which knows what each platform lacks.' },
]

export default tseslint.config(
  { ignores: ['**/node_modules/', '**/dist/', '**/coverage/', '**/.cache/', '.data/', 'config/tools/structure-fixture/'] },
  {
    files: ['{shared,server,miniapp,config}/**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: ROOT } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false, arguments: false, properties: false } }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-require-imports': ['error', { allowAsImport: true }],
      // Carriers of arbitrary shapes (operations, rows of raw SQL) need it for variance; tsc is strict about all else.
      '@typescript-eslint/no-explicit-any': 'off',
    },
  },
  { files: ['server/src/**/*.ts'], ignores: ['server/src/kernel/clock.ts', '**/*.spec.ts'], rules: { 'no-restricted-syntax': ['error', ...CLOCK, ...WRITES] } },
  { files: ['server/src/features/**/*.ts'], ignores: ['**/*.spec.ts'], rules: { 'no-restricted-syntax': ['error', ...CLOCK, ...WRITES, ...REFUSALS] } },
  {
    files: ['miniapp/src/**/*.{ts,tsx}'],
    ignores: ['**/*.spec.{ts,tsx}'],
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [
        { group: ['@onecard/shared/contract/*', 'class-validator', 'class-transformer'], allowTypeImports: true, message: 'A decorated class by value kills the weapp page at load.' },
      ] }],
    },
  },
  { files: ['miniapp/src/**/*.{ts,tsx}'], ignores: ['**/*.h5.{ts,tsx}', '**/*.spec.{ts,tsx}'], rules: { 'no-restricted-globals': ['error', ...MISSING_IN_WECHAT] } },
  { files: ['miniapp/src/**/*.{ts,tsx}'], ignores: ['miniapp/src/platform/**', '**/*.spec.{ts,tsx}'], rules: { 'no-restricted-syntax': ['error', ...TARO] } },
)

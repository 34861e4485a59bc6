// How the two targets are built; each line that is not obvious says which trap it closes.
import path from 'node:path'
import { defineConfig } from '@tarojs/cli'
import { KeptPage } from './kept-page'

// The runner asks `include` with the real path of a file, not with the link in node_modules.
const shared = path.resolve(__dirname, '../../shared')
// Some libraries ship newer syntax than WeChat's engine on older phones reads, and WeChat's own translation is off.
const newer = /[\\/]node_modules[\\/](@tanstack|zustand|uuid|@noble)[\\/]/
const compile = { include: [(file: string) => file.startsWith(shared) || newer.test(file)] }

const legacyBuild = (name: string) => path.join(path.dirname(require.resolve(`@tanstack/${name}/package.json`)), 'build/legacy/index.js')

// `@onecard/shared` gives its TypeScript sources to whoever asks with this condition.
const sources = (chain: any) => {
  chain.resolve.set('conditionNames', ['source', '...'])
  // Its modern build holds `#private` fields: older phones can't read them, and the minifier here writes them wrongly (`#"x"`).
  for (const name of ['react-query', 'query-core']) chain.resolve.alias.set(`@tanstack/${name}$`, legacyBuild(name))
}

// px stays px on both targets: a narrow phone shows fewer things, never smaller letters (14 px is the floor).
const postcss = { pxtransform: { enable: false, config: {} } }

export default defineConfig({
  projectName: 'onecard',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  plugins: [path.resolve(__dirname, 'aria.ts')],
  defineConstants: {
    API_BASE: JSON.stringify(process.env.API_BASE ?? 'http://127.0.0.1:3000'),
  },
  mini: {
    compile,
    postcss,
    optimizeMainPackage: { enable: true },
    webpackChain(chain: any, webpack: any) {
      sources(chain)
      // The engine has no AbortController; without one every query stays pending and nothing is logged.
      chain.plugin('abort').use(webpack.ProvidePlugin, [{ AbortController: [path.resolve(__dirname, '../src/polyfill/abort.ts'), 'AbortController'] }])
    },
  },
  h5: {
    compile,
    postcss,
    publicPath: '/m/',
    router: { mode: 'hash' },
    // Plain DOM elements instead of web components: fewer bytes to fetch, and roles reach the element that carries them.
    useHtmlComponents: true,
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: { filename: 'css/[name].[contenthash:8].css', chunkFilename: 'css/[name].[contenthash:8].css', ignoreOrder: true },
    webpackChain(chain: any) {
      sources(chain)
      chain.plugin('kept-page').use(KeptPage)
      // What several pages use comes once, not again with each page; but a page is two or three files, not a handful of crumbs.
      chain.merge({ optimization: { splitChunks: { chunks: 'all', minSize: 20_000, cacheGroups: { ours: { test: /[\\/](miniapp[\\/]src|shared)[\\/]/, name: 'ours', chunks: 'async', minChunks: 2, priority: 10, enforce: true } } } } })
    },
  },
})

// Writes the worker that keeps the page on the phone, after everything else is on the disk.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { generateSW } from 'workbox-build'

const PAGE = 'index.html'
/** Pages that are opened by their address: a scan, a link, the sign on the phone's desk. */
const OPENED = ['pages/home/index', 'pages/household/index']

/** Which files each of these pages consists of, besides the program itself. */
function partsOf(compilation: any, prefix: string): Record<string, string[]> {
  return Object.fromEntries(OPENED.map((page) => {
    const group = [...compilation.chunkGroups].find((g: any) => g.origins.some((o: any) => o.request?.includes(page)))
    if (!group) throw new Error(`no chunk of ${page}`)
    return [page, group.chunks.flatMap((chunk: any) => [...chunk.files]).filter((name: string) => /\.(js|css)$/.test(name)).map((name: string) => prefix + name)]
  }))
}

/** The page asks for its parts beside the program instead of after it. */
function withParts(html: string, parts: Record<string, string[]>): string {
  const script = `(${ask})(${JSON.stringify(parts)})`
  return html.replace('<script defer', `<script>${script}</script><script defer`)
}

/** Runs in the page, before anything of ours. */
const ask = `function(parts){var page=location.hash.replace(/^#\\/?/,'').split('?')[0]||'${OPENED[0]}';(parts[page]||[]).forEach(function(href){var link=document.createElement('link');link.rel='preload';link.as=/css$/.test(href)?'style':'script';link.href=href;document.head.appendChild(link)})}`

export class KeptPage {
  apply(compiler: any): void {
    compiler.hooks.afterEmit.tapPromise('KeptPage', async (compilation: any) => {
      const folder: string = compiler.options.output.path
      const prefix: string = compiler.options.output.publicPath
      const page = Buffer.from(withParts(readFileSync(path.join(folder, PAGE), 'utf8'), partsOf(compilation, prefix)))
      writeFileSync(path.join(folder, PAGE), page)
      const names = Object.keys(compilation.assets).filter((name) => /\.(js|css)$/.test(name)).sort()
      // One cache for each version: the page and its parts come and go together, never mixed with another's.
      const version = createHash('sha256').update(page).update(names.join()).digest('hex').slice(0, 12)
      const file = path.join(folder, 'worker.js')
      await generateSW({
        swDest: file, globDirectory: folder, globPatterns: [PAGE, 'js/*.js', 'css/*.css'], modifyURLPrefix: { '': prefix },
        cacheId: `onecard-${version}`, inlineWorkboxRuntime: true, sourcemap: false, mode: 'production', skipWaiting: false, clientsClaim: false,
        dontCacheBustURLsMatching: /\.[0-9a-f]{8}\.(js|css)$/,
        // Under the address that people open, so that the browser finds it there; its hash, so that a server that is just being renewed can't give another version's.
        manifestTransforms: [(manifest) => ({ manifest: manifest.map((entry) => (entry.url === `${prefix}${PAGE}` ? { ...entry, url: prefix, revision: null, integrity: `sha256-${createHash('sha256').update(page).digest('base64')}` } : entry)) })],
      })
      const own = readFileSync(path.resolve(__dirname, 'page-worker.js'), 'utf8').replace('%VERSION%', version)
      writeFileSync(file, own + readFileSync(file, 'utf8'))
    })
  }
}

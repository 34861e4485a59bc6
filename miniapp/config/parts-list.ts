// Writes two files beside the page for platform/warm.h5.ts: parts.json, every script and style that some page is made of, and the worker that keeps the page.
import { readFileSync } from 'node:fs'
import path from 'node:path'

export class PartsList {
  apply(compiler: any): void {
    const { Compilation, sources } = compiler.webpack
    compiler.hooks.thisCompilation.tap('PartsList', (compilation: any) => {
      compilation.hooks.processAssets.tap({ name: 'PartsList', stage: Compilation.PROCESS_ASSETS_STAGE_REPORT }, () => {
        const parts = Object.keys(compilation.assets).filter((name) => /\.(js|css)$/.test(name)).sort()
        compilation.emitAsset('parts.json', new sources.RawSource(JSON.stringify(parts)))
        compilation.emitAsset('worker.js', new sources.RawSource(readFileSync(path.resolve(__dirname, 'page-worker.js'), 'utf8')))
      })
    })
  }
}

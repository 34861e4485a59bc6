// Writes parts.json beside the page: every script and style that some page is made of, for platform/warm.h5.ts.

export class PartsList {
  apply(compiler: any): void {
    const { Compilation, sources } = compiler.webpack
    compiler.hooks.thisCompilation.tap('PartsList', (compilation: any) => {
      compilation.hooks.processAssets.tap({ name: 'PartsList', stage: Compilation.PROCESS_ASSETS_STAGE_REPORT }, () => {
        const parts = Object.keys(compilation.assets).filter((name) => /\.(js|css)$/.test(name)).sort()
        compilation.emitAsset('parts.json', new sources.RawSource(JSON.stringify(parts)))
      })
    })
  }
}

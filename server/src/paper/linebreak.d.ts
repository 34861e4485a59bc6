declare module 'linebreak' {
  /** Unicode's line breaking (UAX 14); positions are UTF-16. */
  export default class LineBreaker {
    constructor(text: string)
    nextBreak(): { position: number; required: boolean } | null
  }
}

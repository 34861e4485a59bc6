// One sender at a time. WeChat runs one copy of the program, so its turn always has come.

export function takeTurn(_name: string, work: () => Promise<void>): Promise<void> { return work() }

/** Words between the open copies of the program. */
export function listen(_name: string, _heard: () => void): { tell: () => void; stop: () => void } {
  return { tell: () => undefined, stop: () => undefined }
}

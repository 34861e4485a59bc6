/** WeChat phones have no keys of their own. */
export function onKeys(_act: (key: string) => void): () => void { return () => undefined }

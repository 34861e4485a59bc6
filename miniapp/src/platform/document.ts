// A document of the server, handed to the phone's own viewer, from which it is printed, saved or sent on.
import Taro from '@tarojs/taro'

/** It did not come, or nothing here opens it. */
export class DocumentRefused extends Error { override readonly name = 'DocumentRefused' }

/** `path` from `/`, without origin; `name` is what a browser saves it under. */
export async function openDocument(path: string, _name: string, token: string): Promise<void> {
  try {
    const got = await Taro.downloadFile({ url: `${API_BASE}${path}`, header: { authorization: `Bearer ${token}` } })
    if (got.statusCode !== 200) throw new DocumentRefused(String(got.statusCode))
    await Taro.openDocument({ filePath: got.tempFilePath, fileType: 'pdf', showMenu: true })
  } catch (error) {
    throw error instanceof DocumentRefused ? error : new DocumentRefused(String((error as { errMsg?: string })?.errMsg ?? error))
  }
}

// A new PDF: its fonts, its language, its title; tagged, so that it can be read aloud.
import PDFDocument from 'pdfkit'
import { Sheet } from './sheet'
import { fonts } from './type'

export interface PaperTitle { /** Shown by the reader instead of a file name. */ title: string; subject: string; author: string; /** UTC. */ at: Date }

/** The document is a stream of bytes: pipe it on before drawing, and call `sheet.end()` at the end. */
export function openPaper({ title, subject, author, at }: PaperTitle): { doc: PDFKit.PDFDocument; sheet: Sheet } {
  const doc = new PDFDocument({
    size: 'A4', margin: 0, autoFirstPage: false, pdfVersion: '1.7', tagged: true, displayTitle: true, lang: 'zh-CN',
    info: { Title: title, Subject: subject, Author: author, Creator: '一户一码一卡', Producer: '一户一码一卡', CreationDate: at, ModDate: at },
    // The default one would read Helvetica, which no paper uses.
    font: '',
  })
  for (const [name, bytes] of fonts()) doc.registerFont(name, bytes)
  return { doc, sheet: new Sheet(doc) }
}

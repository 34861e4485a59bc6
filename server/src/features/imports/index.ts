// What the command line and the application use of imports.
export { runImport, type ImportFiles, type ImportOrder, type ImportOutcome, type ImportProgress } from './import-run'
export { SHEET_NAMES } from './sheet-heads'

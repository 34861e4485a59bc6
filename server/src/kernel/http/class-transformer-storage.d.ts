// The package ships this file without its types; the schema reader needs what @Type says of nested classes.
declare module 'class-transformer/cjs/storage' {
  import type { MetadataStorage } from 'class-transformer/types/MetadataStorage'
  export const defaultMetadataStorage: MetadataStorage
}

import { Page } from '../../ui/page'
export function OfflineScreen() { return <Page title="offline">{null}</Page> }

import { Page } from '../../ui/page'
export function RosterScreen() { return <Page title="roster">{null}</Page> }

import { Page } from '../../ui/page'
export function HomeScreen() { return <Page title="home">{null}</Page> }

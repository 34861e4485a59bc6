// WeChat asks for this component when a tab bar is custom. It stays empty: each page draws its own bar inside its theme,
// because a component outside the page can't take the page's text size.
export default function CustomTabBar() {
  return null
}

// Pages and packages. No path here ever carries a name, a number or a token: ids and codes only.
const web = process.env.TARO_ENV === 'h5'

export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/roster/index',
    'pages/me/index',
    'pages/household/index',
    'pages/scan/index',
    'pages/sign-in/index',
    // Every part of the kit in both sizes: for people who build, so not in the package that WeChat reviews.
    ...(web ? ['pages/kit/index'] : []),
  ],
  subPackages: [
    { root: 'packages/account', pages: ['sessions/index', 'offline/index', 'password/index', 'change-password/index', 'proposals/index'] },
    { root: 'packages/sync', pages: ['index/index'] },
    { root: 'packages/visit', pages: ['record/index', 'receipt/index', 'detail/index', 'list/index', 'change/index', 'member/index', 'changes/index', 'queue/index', 'decide/index', 'due/index', 'calendar/index', 'positions/index', 'history/index'] },
    { root: 'packages/mine', pages: ['raise/index', 'problem/index', 'problems/index', 'of-household/index', 'visits/index', 'readers/index', 'consent/index', 'code/index', 'bind/index'] },
    { root: 'packages/books', pages: ['sheet/index', 'months/index', 'queue/index', 'decide/index', 'confirm/index', 'deputies/index'] },
    { root: 'packages/card', pages: ['annual/index', 'verify/index'] },
    { root: 'packages/notices', pages: ['inbox/index'] },
    { root: 'packages/office', pages: ['land/index', 'roster/index', 'burden/index', 'sheets/index', 'sample/index'] },
  ],
  preloadRule: { 'pages/me/index': { network: 'all', packages: ['packages/account', 'packages/sync', 'packages/notices'] }, 'pages/home/index': { network: 'all', packages: ['packages/visit', 'packages/books', 'packages/card', 'packages/mine', 'packages/office'] } },
  // Labels at 14 px and the elder edition need a bar of our own; it is drawn by each page, inside its theme.
  tabBar: {
    custom: true,
    color: '#4C5551',
    selectedColor: '#1F6B4F',
    backgroundColor: '#FFFFFF',
    list: [
      { pagePath: 'pages/home/index', text: '首页' },
      { pagePath: 'pages/roster/index', text: '名册' },
      { pagePath: 'pages/me/index', text: '我的' },
    ],
  },
  window: {
    navigationStyle: 'custom',
    navigationBarTitleText: '盖州一户一码',
    navigationBarTextStyle: 'black',
    backgroundColor: '#F5F6F4',
    backgroundTextStyle: 'dark',
  },
  animation: false,
  // The place of a visit, by a tap and never else.
  ...({ requiredPrivateInfos: ['getLocation'], permission: { 'scope.userLocation': { desc: '您点「位置」时，记下走访在哪里；不点不用，不给也不影响记走访' } } } as object),
  lazyCodeLoading: 'requiredComponents',
  ...({ __usePrivacyCheck__: true } as object),
})

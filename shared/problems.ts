// The catalogue of refusals. Thrown only as problem('…') on the server; the phone shows `title` and `detail` as they are.

/** status: HTTP. title: what happened. detail: what is safe and what to do next; `{name}` is filled from the given values. */
export interface ProblemKind { status: number; title: string; detail: string }

export const PROBLEMS = {
  'request.invalid': { status: 400, title: '填写的内容不对', detail: '请按每一项下面的提示改正后再试。' },
  'request.unreadable': { status: 400, title: '请求读不懂', detail: '请更新到最新版本后再试。' },
  'session.missing': { status: 401, title: '还没有登录', detail: '请先登录。' },
  'session.ended': { status: 401, title: '登录已失效', detail: '请重新登录，没有上传的内容还在手机里。' },
  'session.refused': { status: 401, title: '账号或密码不对', detail: '请核对后再试；连续输错 5 次要等 15 分钟。' },
  'session.locked': { status: 429, title: '输错次数太多', detail: '请 {minutes} 分钟后再试。忘了密码，请管理员重设并给您一次性码，用它马上就能设新密码。' },
  'password.code_refused': { status: 403, title: '一次性码用不了', detail: '可能输错了、用过了、过了 72 小时，或还在等第二个人确认。请核对账号和码，还不行请管理员再给一个。' },
  'password.wrong': { status: 403, title: '原来的密码不对', detail: '请核对后再试；忘了请管理员重设，会给您一次性码。' },
  'session.phone_needed': { status: 409, title: '第一次用微信登录', detail: '请允许使用手机号，我们用它核对您的身份。' },
  'session.phone_unknown': { status: 403, title: '这个手机号没有登记', detail: '请联系村里登记手机号，或用账号密码登录。' },
  'permission.denied': { status: 403, title: '您的岗位不能做这件事', detail: '如果工作需要，请联系县里调整岗位。' },
  'not_found': { status: 404, title: '没有找到', detail: '可能不在您负责的范围内，或者已经不在了。' },
  'method.not_allowed': { status: 405, title: '不支持这种操作', detail: '请更新到最新版本后再试。' },
  'conflict': { status: 409, title: '内容刚被别人改过', detail: '请刷新后再改，您填的还在。' },
  'key.missing': { status: 400, title: '请求少了编号', detail: '请更新到最新版本后再试，填写的内容还在手机里。' },
  'key.reused': { status: 422, title: '同一编号的内容变了', detail: '这一条已经收到过，内容和现在的不一样。请打开核对，需要的话作为新的一条再传。' },
  'upload.too_large': { status: 413, title: '文件太大', detail: '一个文件最多 {megabytes} MB，请拆开后再传。' },
  'upload.unsupported': { status: 415, title: '不支持这种文件', detail: '请换成 {accepted}。' },
  'rate.exceeded': { status: 429, title: '操作太快', detail: '请过 {seconds} 秒再试。' },
  'server.failed': { status: 500, title: '没有办成', detail: '您的内容没有丢，请稍后再试；还不行请把编号 {requestId} 告诉县里。' },
  'server.unavailable': { status: 503, title: '服务暂时连不上', detail: '请稍后再试，填写的内容会留在手机里。' },

  'account.name_taken': { status: 409, title: '这个账号已有人用', detail: '请换一个账号名。' },
  'proposal.own': { status: 403, title: '要由另一个人确认', detail: '提出的人和本人都不能确认，请另一位系统管理员或县扶贫办确认。全县只有一位管理员时，在服务器上再运行一次 create-admin 建第二位。' },
  'appointment.wrong_attachment': { status: 400, title: '岗位和范围不相配', detail: '请按岗位选择对应的村、乡镇、单位或户。' },

  'household.reason_needed': { status: 400, title: '要写明原因', detail: '查看完整号码要写明原因，会记录在案。' },
  'pairing.helper_full': { status: 409, title: '这位帮扶人已满', detail: '一个人最多帮扶 {max} 户，请换人或先调整。' },
  'pairing.exists': { status: 409, title: '已经结对', detail: '这户已经由这位帮扶人帮扶。' },

  'change.own': { status: 403, title: '不能审批自己提的', detail: '请另一位有审批权限的同志来定，您提的内容还在。' },
  'change.not_yours': { status: 403, title: '只有提出的人能撤回', detail: '需要的话请书记退回。' },
  'change.head_needed': { status: 409, title: '户主要先定下来', detail: '户主离开或所选的人已经离开。请退回这一条，请对方选好新户主再提。' },
  'change.head_taken': { status: 409, title: '一户只能有一位户主', detail: '这一户已经有户主了。请退回这一条；要换户主，请在“户主”一项里选人。' },
  'history.not_registered': { status: 404, title: '那天还没有登记', detail: '这一户从 {day} 起才有登记，请选这一天或以后的日期。' },

  'scan.not_ours': { status: 400, title: '这不是门牌码', detail: '请扫门上或明白卡上的码，也可以输入 8 位数字。' },
  'scan.unknown': { status: 404, title: '打不开这个码', detail: '可能不在您负责的范围，也可能输错了。请核对，或问问村里。' },
  'scan.replaced': { status: 410, title: '这个码已换新', detail: '这户有了新码，请扫新的门牌；旧的请收回。' },
  'scan.slow_down': { status: 429, title: '试的次数太多', detail: '请 {minutes} 分钟后再扫。' },
  'scan.paper_genuine': { status: 403, title: '这张明白卡是真的', detail: '内容只给本户和负责的干部看。是不是现行的一版，请问村里。' },
  'scan.paper_false': { status: 404, title: '查不到这张明白卡', detail: '核验码对不上，可能看错或输错了一个字。请对照纸上的 8 个字再试；还不对，请拨打 {hotline}。' },
  'code.image_missing': { status: 409, title: '小程序码还没取到', detail: '{why}请稍后再印，或先印普通二维码。' },

  'visit.not_author': { status: 403, title: '不是您记的走访', detail: '只有记录人能改或撤回，您可以写补充说明。' },
  'visit.too_late': { status: 409, title: '过了改正的时间', detail: '收到 24 小时后不能再改，请写补充说明，原来的内容和补充都会保留。' },
  'visit.withdrawn': { status: 409, title: '这次走访已撤回', detail: '撤回的走访留作记录，不能再改或确认。' },
  'visit.confirmed': { status: 409, title: '农户已经确认过', detail: '确认过的走访不再改动，需要的话请写补充说明。' },
  'position.none': { status: 409, title: '还没有可确认的位置', detail: '要有 3 次走访在家门口给出准确位置，才能确认。' },

  'problem.own': { status: 403, title: '不能给自己销号', detail: '谁整改的，要由别人去看过再销号。' },
  'problem.not_now': { status: 409, title: '现在不能做这一步', detail: '这个问题已经走到别的步骤，请刷新看看。' },
  'problem.not_yours': { status: 403, title: '这一步不归您', detail: '满意不满意由农户自己说；认领、答复、核查由干部办。' },
  'consent.outdated': { status: 409, title: '说明已经更新', detail: '请刷新，看过新的说明再选。' },
  'visit.own': { status: 403, title: '自己的走访不能自己确认', detail: '请这一户的其他家人在自己的手机上确认。' },
  'binding.refused': { status: 403, title: '这个码用不了', detail: '可能输错了、用过了，或过了 10 分钟。请帮扶人再给一个。' },
  'binding.taken': { status: 409, title: '这个微信已经连着别的账号', detail: '请用您自己的微信，或问问帮扶人。' },
  'binding.number_known': { status: 409, title: '这个人有登记的手机号', detail: '请本人用这个手机号在微信里登录；号码不对的，请村里先改号码并核对。' },
  'binding.member_gone': { status: 409, title: '这个人不在这一户了', detail: '请选还在这一户的家人。' },

  'sheet.changed_since': { status: 409, title: '这张表刚有变化', detail: '请看过新的内容再办，您填的还在。' },
  'sheet.not_now': { status: 409, title: '这个月现在不能这样办', detail: '它已经走到别的步骤，或不在能填的月份里。请刷新看看。' },
  'sheet.late_reason': { status: 409, title: '这个月已经关账', detail: '补报要写明原因，书记审的时候能看到。' },
  'sheet.own': { status: 403, title: '自己填的不能自己审', detail: '请另一位同志来审；书记可以指定一位代审。' },
  'sheet.not_submitted': { status: 409, title: '这张表没有在等审批', detail: '可能已经审过，或被取回修改。请刷新看看。' },
  'sheet.undo_too_late': { status: 409, title: '过了撤销的时间', detail: '通过 {minutes} 分钟后不能撤销。要改，请重开这个月。' },
  'sheet.built_upon': { status: 409, title: '已经用上了，不能撤销', detail: '农户确认过、抽查过，或明白卡已经发出。要改，请重开这个月。' },
  'sheet.flagged': { status: 409, title: '这张要细看', detail: '有不寻常的地方，请打开逐张审。' },

  'photo.offset': { status: 409, title: '照片要接着传', detail: '已收到 {offset} 字节，请从这里接着传。' },
  'photo.too_large': { status: 413, title: '照片太大', detail: '一张照片最多 {megabytes} MB，请在这里重新拍，会自动缩小。' },
  'photo.damaged': { status: 422, title: '照片传坏了', detail: '收到的和手机里的不一样，请从头再传；还不行请重新拍。' },
  'photo.other_size': { status: 422, title: '照片大小对不上', detail: '同一张照片先报过另一个大小，已收到的不受影响。请重新拍一张再传。' },
  'photo.not_picture': { status: 415, title: '这不是能用的照片', detail: '请用 JPG、PNG 或 WebP；苹果手机的 HEIC 请在这里重新拍，会自动转换。' },
  'photo.too_many_pixels': { status: 422, title: '照片尺寸太大', detail: '最多 {megapixels} 百万像素，请在这里重新拍，会自动缩小。' },
  'photo.day_full': { status: 409, title: '今天的照片够多了', detail: '一个账号一天最多传 {most} 张，明天可以再传；文字不受影响。' },
  'photo.household_full': { status: 409, title: '这一户的照片满了', detail: '一户最多留 {most} 张，需要的话请县里调大；文字不受影响。' },
  'photo.no_consent': { status: 403, title: '您没有同意留照片', detail: '在「我的」的「隐私与同意」里点同意，就能再传；文字不受影响。' },
  'photo.awaited': { status: 409, title: '照片还没传到', detail: '拍照的手机有信号后会自动上传，请稍后再看。' },

  'card.changed_since': { status: 409, title: '明白卡刚有变化', detail: '请看过现在的内容再办。' },
  'card.not_ready': { status: 409, title: '明白卡还不能签发', detail: '{why}。改好以后再签发，审过的收支都还在。' },
  'card.unchanged': { status: 409, title: '和现行的一版一样', detail: '没有新的内容，不用再签发；要纸的可以直接打印。' },
  'card.signed': { status: 409, title: '这一版已经签过', detail: '请刷新看看是谁签的。' },

  'table.missing': { status: 400, title: '缺表格', detail: '请选一个 .xlsx 或 .csv 表格。' },
  'table.unreadable': { status: 422, title: '表格读不懂', detail: '{why}请用 Excel 另存为 .xlsx 或 .csv 后再传。' },
  'payment.list_known': { status: 409, title: '这张名单传过了', detail: '同一个文件在 {day} 已经传过，没有再记一次。' },
  'payment.decided': { status: 409, title: '这一行已经处理过了', detail: '别人先处理了这一行，请刷新后再看。' },
  'import.file_missing': { status: 400, title: '缺文件', detail: '请同时选贫困户表和家庭成员表。' },
  'import.file_unreadable': { status: 422, title: '文件打不开', detail: '{file}：{why}请用 Excel 另存为 .xlsx 或 .csv 后再传。' },
  'import.has_problems': { status: 409, title: '还有问题没有改', detail: '请按问题清单改好表格后重新上传，现在什么都没有写入。' },
  'import.not_checked': { status: 409, title: '还没有检查完', detail: '请等检查完成后再确认导入。' },

  'print.nothing': { status: 409, title: '没有可以打印的', detail: '所选的范围里还没有签发的明白卡、门牌码或记录。请换范围，或先签发。' },
  'print.too_many': { status: 429, title: '同时在做的太多', detail: '最多同时 {most} 个，请等做完一个，或取消一个。' },
  'print.not_ready': { status: 409, title: '还没有做好', detail: '请看进度，做好以后再下载。' },
  'print.over': { status: 409, title: '已经做完了', detail: '做完的不用取消，7 天后自动删除。' },
  'print.gone': { status: 410, title: '文件已经删除', detail: '打印文件只留 7 天，请重新来一次。' },

  'wechat.code_refused': { status: 401, title: '微信登录没有成功', detail: '请再点一次微信登录。' },
  'wechat.user_refused': { status: 403, title: '微信暂不允许登录', detail: '微信提示这个账号有风险，请用账号密码登录。' },
  'wechat.unavailable': { status: 503, title: '微信暂时连不上', detail: '请稍后再试，或用账号密码登录。' },
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof PROBLEMS

/** Fills `{name}` in a detail; a missing value leaves nothing behind. */
export function problemDetail(code: ProblemCode, values: Record<string, string | number> = {}): string {
  return PROBLEMS[code].detail.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

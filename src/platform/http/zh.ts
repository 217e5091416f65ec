/** What people read when a request cannot be read, found or served. Each says whether anything was saved and what to do. */
export const zh = {
  reference:
    "写操作要带请求头 x-lianxin: 1。拒绝的请求按 RFC 9457 返回 application/problem+json，一次说明全部问题；种类（type）也是说明页的地址。先用 POST /api/session 登录，以后每次带着答复里的 Cookie：https 时名为 __Host-lianxin，http 时名为 lianxin。列表按 next 翻页，到没有 next 为止。请求过于频繁答 429，Retry-After 写着等多少秒。",
  referenceHeader: "写操作必须带，别的网站的页面带不了它",
  referenceKey:
    "这次操作的编号，由提交的一方生成。同样的编号和内容再来一次，只返回第一次的答复，不重复办理；保留 180 天。",
  referenceNothing: "没有内容",
  referenceRefusals: {
    unreadable: "读不懂，或者填写的内容有问题：没有保存任何内容，errors 逐项说明",
    unauthenticated: "没有登录，或者登录已经失效",
    forbidden: "没有这项权限，或者请求来自别的网站",
    absent: "没有，或者不在可见范围内（两者不作区分）",
    conflict: "与现有的内容冲突：已经办过、别人先改了，或者正在办",
    tooLarge: "太大",
    unsupported: "不是所要的格式",
    refused: "按规定不能办：没有保存任何内容，依据在 provision",
    tooMany: "过于频繁，Retry-After 写着等多少秒",
    unavailable: "暂时办不了，Retry-After 写着等多少秒",
  },
  faulty: {
    title: "填写的内容有问题",
    detail: (count: number) => `有 ${count} 处需要改正，改好后再提交。这次没有保存任何内容。`,
  },
  field: {
    required: (name: string) => `请填写${name}。`,
    unknown: (name: string) => `不认识的项目“${name}”，请去掉后再提交。`,
    repeated: (name: string) => `${name}只能填写一次。`,
    object: (name: string) => `${name}的格式不对，应当是一组项目。`,
    array: (name: string) => `${name}应当是一个列表。`,
    string: (name: string) => `${name}应当是文字。`,
    number: (name: string) => `${name}应当是数字。`,
    integer: (name: string) => `${name}应当是整数。`,
    boolean: (name: string) => `${name}应当是“是”或“否”。`,
    nothing: (name: string) => `${name}应当留空。`,
    minLength: (name: string, limit: number) => (limit === 1 ? `请填写${name}。` : `${name}至少要 ${limit} 个字。`),
    maxLength: (name: string, limit: number) => `${name}最多 ${limit} 个字，请缩短。`,
    minimum: (name: string, limit: number) => `${name}不能小于 ${limit}。`,
    maximum: (name: string, limit: number) => `${name}不能大于 ${limit}。`,
    above: (name: string, limit: number) => `${name}要大于 ${limit}。`,
    below: (name: string, limit: number) => `${name}要小于 ${limit}。`,
    minItems: (name: string, limit: number) => `${name}至少要有 ${limit} 项。`,
    maxItems: (name: string, limit: number) => `${name}最多 ${limit} 项，请分几次提交。`,
    uniqueItems: (name: string) => `${name}里有重复的项，请去掉重复。`,
    date: (name: string) => `${name}应当是日期，例如 2024-07-01。`,
    uuid: (name: string) => `${name}的编号不对，请从列表里重新选择。`,
    format: (name: string) => `${name}的格式不对。`,
    pattern: (name: string) => `${name}的格式不对，请检查后重新填写。`,
    choice: (name: string, choices: readonly string[]) =>
      choices.length > 0 && choices.length <= 8
        ? `${name}只能是：${choices.join("、")}。`
        : `${name}不在可选范围内，请重新选择。`,
    nullByte: (name: string) => `${name}里有看不见的控制字符，请重新输入。`,
    brokenText: (name: string) => `${name}里有残缺的字符，请重新输入。`,
    tooDeep: "内容的层级太多，无法读取。",
    whole: "提交的内容",
    nth: (name: string, at: number) => `${name}第 ${at + 1} 项`,
    unnamed: (key: string) => `“${key}”`,
  },
  unreadableJson: {
    title: "提交的内容读不出来",
    detail: "内容不是完整的 JSON。没有保存任何内容，请刷新页面后再提交一次。",
  },
  unreadableAddress: {
    title: "地址读不出来",
    detail: "地址里有不完整的字符。请从菜单重新进入，或检查地址是否复制完整。",
  },
  unreadableForm: {
    title: "上传的内容读不出来",
    detail: "上传在途中断了，或者格式不对。没有保存任何内容，请重新选择文件再上传。",
  },
  wrongMediaType: {
    title: "提交的格式不支持",
    detail: "这里只接收页面表单提交的内容。没有保存任何内容，请从页面上操作。",
  },
  tooLarge: {
    title: "提交的内容太大",
    detail: "内容超过了允许的大小，没有保存。请减少内容或分几次提交。",
  },
  fileTooLarge: (name: string, megabytes: number) => ({
    title: "文件太大",
    detail: `“${name}”超过了 ${megabytes} MB，没有保存。请拆成几个文件再上传。`,
  }),
  tooManyFiles: (limit: number) => ({
    title: "文件太多",
    detail: `一次最多上传 ${limit} 个文件，没有保存。请分几次上传。`,
  }),
  noSuchAddress: { title: "没有这个地址", detail: "地址可能输错了，或者页面已经搬走。请从首页重新进入。" },
  absent: {
    title: "没有找到",
    detail: "没有这条内容，或者它不在您的管理范围内。请返回列表重新选择。",
  },
  signInFirst: { title: "请先登录", detail: "您还没有登录，或者登录已经过期。没有保存任何内容，请登录后再操作。" },
  forbidden: {
    title: "您没有这项权限",
    detail: "您现在的岗位不能做这件事。没有保存任何内容；如果工作需要，请找安全管理员授权。",
  },
  changePasswordFirst: {
    title: "请先修改密码",
    detail: "您用的是一次性密码或到期的密码。请先在右上角姓名菜单的“修改密码”里改成自己的密码，再做其他事情。",
  },
  crossSite: {
    title: "请从本系统的页面操作",
    detail: "这个请求不是从本系统的页面发出的，为了安全没有执行。请刷新页面后再试。",
  },
  noSessionHere: {
    title: "匿名提交不收登录信息",
    detail:
      "没有收下。这个地址只收不带登录信息和操作编号的内容，以免能看出是谁提交的。请刷新页面，从本系统的页面上提交。",
  },
  tooMany: (seconds: number) => ({
    title: "操作太频繁",
    detail: `短时间内操作太多，请 ${seconds} 秒后再试。刚才的内容没有保存。`,
  }),
  ours: {
    title: "系统出了问题",
    detail: "这是系统自己的问题，不是您操作的错；刚才的内容没有保存。请稍后再试，仍不行请把下面的编号告诉管理员。",
  },
  stopping: { title: "系统正在重启", detail: "系统马上就好，请过半分钟再试。刚才的内容没有保存。" },
  unavailable: { title: "数据库暂时连不上", detail: "系统正在恢复，请过一会儿再试。刚才的内容没有保存。" },
  database: {
    exists: { title: "已经有了", detail: "相同的记录已经存在，没有再次保存。请先查找已有的记录。" },
    linked: { title: "有关联的内容", detail: "它指向的内容已经不在，或者还有别的内容在用它，没有保存。请刷新后再看。" },
    refusedValue: {
      title: "填写的内容不符合要求",
      detail: "有一项不在允许的范围内，没有保存。请检查日期先后和数字大小。",
    },
    overlaps: { title: "时间有重叠", detail: "同一段时间里已经有一条记录，没有保存。请检查起止日期。" },
    missing: { title: "缺少必填的内容", detail: "有必填的内容是空的，没有保存。请补齐后再提交。" },
    faultyValue: {
      title: "填写的内容读不出来",
      detail: "有一项的格式不对（编号、日期或数字），没有保存。请检查后重新填写。",
    },
    overtaken: { title: "别人刚刚改过", detail: "有人同时在改同一条内容，没有保存您这次的修改。请刷新后再做一次。" },
    tookTooLong: {
      title: "查询时间太长",
      detail: "这次查询超过了时限，已经停止，没有改动任何内容。请缩小范围（例如只选一个镇街）再试。",
    },
    busy: { title: "内容正被占用", detail: "有人正在处理同一批内容，没有保存。请稍后再试。" },
  },
  page: {
    home: "回到首页",
    slug: "说明编号",
    what: "发生了什么",
    todo: "可以怎么做",
    generic: "操作没有完成",
    genericDetail: "系统拒绝了这次操作，没有保存不完整的内容。具体原因写在出现提示的页面上，请按提示修改后再试。",
    steps: [
      "回到刚才的页面，看提示里指出的地方。",
      "改好后再提交一次；没有提示“已保存”的内容都没有保存。",
      "仍然不行，请把页面上的请求编号告诉系统管理员。",
    ],
  },
} as const;

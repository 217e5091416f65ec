/** Why somebody gets a notice, and how to stop it: the page it names is `/me/notices`. */
export const whyOf = (term: string, because: string): string =>
  `${because}不想再收到，可以在“我的通知”里关闭“${term}”。`;

export const unknownKinds = (kinds: readonly string[]): string =>
  `没有这种通知：${kinds.join("、")}。请刷新页面后重新选择。`;

/** What the system is called, on every face of it. */
export const SYSTEM_NAME = "城乡党建信息互动平台";

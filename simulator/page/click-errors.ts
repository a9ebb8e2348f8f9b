// What Feishu's client tells a person whose click on a card failed, by code.

const WORDS: Record<number, string> = {
  200080: '飞书服务异常，请稍后重试',
  200340: '应用未配置卡片回调，请联系应用管理员',
  200341: '目标回调服务超时未响应',
  200342: '无法连接目标回调服务',
  200343: '目标回调服务的域名无法解析',
  200345: '应用未配置卡片回调，请联系应用管理员',
  200346: '应用未配置卡片回调，请联系应用管理员',
  200347: '应用未配置卡片回调，请联系应用管理员',
  200530: '表单中有组件缺少 name，无法提交',
  200671: '目标回调服务返回了错误的状态码',
  200672: '目标回调服务返回的内容格式有误',
  200673: '目标回调服务返回的卡片有误',
};

export function clickErrorWords({ code, msg }: { code: number; msg: string }): string {
  return `${WORDS[code] ?? (msg === '' ? '操作失败，请稍后重试' : msg)}（code: ${code}）`;
}

// What the bot can do for this person, said to newcomers and to whoever types words it doesn't know.
import { buttons, type Card, card, type Element, fitted, md, text } from './kit.ts';

export type HelpView = {
  name: string | null;
  roles: readonly ('clerk' | 'reviewer' | 'manager' | 'administrator')[];
  /** `unknown` when the typed words meant nothing to the bot. */
  occasion: 'greeting' | 'asked' | 'unknown';
  marker?: string;
};

const lines: Record<HelpView['roles'][number], string> = {
  clerk: '**专管员**：把证书数据（Excel）直接发到这里，我会逐行校验，告诉您哪里不对、怎么改；通过后点「提交」。',
  reviewer: '**审核员**：有数据待办时我会发卡片给您，在卡片上通过或退回；期限临近会提醒您。',
  manager: '**主管**：期限被突破时我会告诉您；发送「进度」随时查看全部情况，「周报」看统计和超期预测。',
  administrator:
    '**管理员**：更换机构备案表时，把整份表直接发到这里；我会列出问题或变动，您确认后才生效。发送「机构表」要一份空白表。',
};

export function helpCard(view: HelpView): Card {
  return fitted(view, make);
}

function make(view: HelpView): Card {
  const known = view.roles.map((role) => ({ markdown: `- ${lines[role]}` }));
  const unknown = md`您还没有登记在册。\n**下一步**：请向管理员要一个加入码，直接发到这里；或请管理员按您的手机号登记。`;
  const lead =
    view.occasion === 'unknown' && known.length > 0
      ? md`没有看懂这句话，您可以这样用：`
      : md`您好${view.name ? `，${view.name}` : ''}！我负责证书数据从校验到公布的全过程。`;
  return card(
    { title: '核证使用说明', tone: 'blue' },
    '核证使用说明',
    [text(lead), text(known.length > 0 ? md`${known}` : unknown), ...(known.length > 0 ? words(view.roles) : [])],
    { forward: true, ...(view.marker ? { marker: view.marker } : {}) },
  );
}

/** Words that are answered: a stranger's are not, only a clerk has files to try, and only holders of posts go on leave. */
function words(roles: HelpView['roles']): (Element | null)[] {
  const isClerk = roles.includes('clerk');
  const isHolder = roles.includes('reviewer') || roles.includes('manager');
  const leave = isHolder ? '「请假」请同事代理岗位，「代理」查看或取消代理，' : '';
  const trial = isClerk
    ? '「试填」先校验一份不上报的文件，「撤回」收回还没有审核的数据，「承诺书」领取和上传诚信承诺书，'
    : '';
  const attach = isClerk || isHolder ? '「附上文件」给办理中的数据附上材料，' : '';
  return [
    text(
      md`发送「待办」看等您办理的，「进度」看办理情况，「模板」要一份空白表，${trial}${attach}${leave}「帮助」看本说明。`,
    ),
    buttons([
      { text: '待办', action: { act: 'say', word: '待办' } },
      { text: '进度', action: { act: 'say', word: '进度' } },
      { text: '模板', action: { act: 'say', word: '模板' } },
      ...(isClerk
        ? (['试填', '撤回'] as const).map((word) => ({ text: word, action: { act: 'say', word } as const }))
        : []),
      ...(isHolder
        ? (['请假', '代理'] as const).map((word) => ({ text: word, action: { act: 'say', word } as const }))
        : []),
    ]),
  ];
}

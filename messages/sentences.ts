// Fixed sentences the bot answers with where no card is needed. Each says the next step.
import { MESSAGE_FILE_BYTES } from '../workbook/limits.ts';

const messageSize = `${MESSAGE_FILE_BYTES / 1024 / 1024} MB`;

const sentences = {
  'group-file': '为保护个人信息，证书数据只能在与我的单聊里发送。请打开与我的单聊，把文件发到那里；群里的文件请撤回。',
  'group-asked': '为保护个人信息，办理情况只在单聊里答复。请打开与我的单聊，发送「进度」或「帮助」。',
  stranger: '您还没有登记在册，我不能接收文件。请向管理员要一个加入码，直接发到这里。',
  'not-a-clerk': '您没有登记为评价机构的专管员，我不能接收证书数据。如需办理，请联系管理员登记。',
  'not-a-file':
    '我只能读表格文件（.xlsx、.xls、.csv、.txt），图片、语音和文件夹都读不了。请把数据存成 Excel 工作簿后直接发到这里。',
  'too-large': `文件超过 ${messageSize}，我无法接收。请分成几个文件再发。`,
  'file-gone': '没能取到这个文件，可能已被撤回。需要办理的话请再发一次。',
  'same-bytes':
    '这份文件之前已经收到过，内容完全相同，没有重复登记。它是 {no}，现在「{state}」，最新的卡片见下一条消息。',
  'same-bytes-trial':
    '这份文件之前已经试填过，内容完全相同，没有重复登记。它是 {no}（试填），现在「{state}」，最新的卡片见下一条消息，需要上报时请在卡片上转为正式数据。',
  'failed-rows-only': `标注后的文件超过 ${messageSize}，一条消息发不出来，所以上面只有有问题的行：第一张表是汇总，“原行号”是您文件里的行号。请在您自己的文件里修改，改好后发回完整的文件。`,
  'failed-rows-in-parts': `标注后的文件超过 ${messageSize}，一条消息发不出来，所以只发有问题的行，并且分成了几份，文件名里写着第几份、共几份。“原行号”是您文件里的行号。请在您自己的文件里修改，改好后发回完整的文件。`,
  'export-in-parts': `上报文件超过 ${messageSize}，一条消息发不出来，所以分成了几份，文件名里写着第几份、共几份。各份合在一起才是完整的数据，请收齐以后再上报。`,
  'whole-in-parts': `全部数据超过 ${messageSize}，一条消息发不出来，所以分成了几份，文件名里写着第几份、共几份。`,
  'directory-received': '收到机构备案表，正在核对，稍后把结果发给您。确认之前，现行的机构备案表不受影响。',
  'directory-not-yours': '这是机构备案表，只有管理员可以更换，我没有留下这份文件。如有变动，请把它交给管理员。',
  'directory-template-not-yours':
    '机构备案表由管理员更换，空白表只发给管理员。如有变动，请联系管理员；证书数据的空白表请发送「模板」。',
  'not-a-directory':
    '没有认出这份文件。更换机构备案表请发送含「机构」「评价范围」「办公室」「岗位」「人员」五张工作表的 .xlsx 文件，空白表发送「机构表」即可领取；您没有登记为专管员，我不能接收证书数据。',
  'no-manager': '周报是给主管的。发送「进度」可以查看与您有关的数据。',
  'nothing-to-withdraw':
    '撤回由专管员办理，您没有登记为专管员。审核中的数据请在它的卡片上退回；刚作出、还没有生效的决定，可以在它的卡片上点「收回决定」。',
  'attachment-next':
    '好的，请在 15 分钟内把文件直接发到这里（PDF、PNG、JPG、XLSX 或 DOCX，图片请以“文件”方式发送）。收到后我会问您是哪份数据的附件。',
  'no-evidence': `这种文件不能作为附件。附件只收 PDF、PNG、JPG、XLSX 和 DOCX（不含宏），最大 ${messageSize}。请另存后再点一次「附上文件」。`,
  'nothing-to-attach-to': '附件由专管员和审核人附在自己办理的数据上，您目前没有这样的数据。如需办理，请联系管理员。',
  'trial-next':
    '好的，请在 15 分钟内把文件直接发到这里。我只按试填校验，告诉您哪里要改，不会上报；确认无误后可以一键转为正式数据。',
  'scan-not-announced':
    '这是 PDF 或图片，不是证书数据，我没有留下。证书数据请存成 Excel 工作簿后发来；签署好的承诺书，请先发送「承诺书」，点「上传签署扫描件」，再把扫描件发来。',
  'leave-no-post':
    '请假和代理用于审核、上报和主管岗位，您目前不在这些岗位上，不需要登记。专管员离岗期间，请联系管理员在机构备案表里增加一位专管员。',
  dissolved:
    '{no} 的评价机构主体已灭失（注销），按第十六条由属地接手，现在「{state}」，卡片见下一条消息。需要更正的，请把更正后的文件直接发到这里，校验通过后点「提交」；发送或提交过的人不能再审核这份数据。',
  'dissolved-clerk':
    '您任专管员的评价机构已登记注销（主体灭失），按第十六条由属地人社部门接手其证书数据，您不再需要办理。如认为有误，请联系属地主管或管理员。',
  joined: '加入成功。发送「帮助」可以查看我能为您做什么。',
  'bad-code': '加入码不对、已用过或已过期。请向管理员要一个新的，直接发到这里。',
  'joined-already': '您已经登记在册，不需要再次加入。发送「帮助」可以查看我能为您做什么。',
} as const;

export type SentenceCode = keyof typeof sentences;

/** The sentence, with number and state where it names a submission; throws on a code no version ever had. */
export function sentence(code: string, of: { no: string; state: string } = { no: '', state: '' }): string {
  if (!(code in sentences)) throw new Error(`no sentence ${code}`);
  return sentences[code as SentenceCode].replace('{no}', of.no).replace('{state}', of.state);
}

// A finding in words for the clerk. Adds nothing that is not in the catalogue or in the finding.
import type { Facts } from './context.ts';
import type { Finding } from './finding.ts';
import { findRule } from './rules.ts';
import { fieldOf, type Standard } from './standard.ts';

export type Words = { title: string; short: string; full: string; next: string };

/** Words for a finding; one stored under a code the catalogue no longer has still gets a sentence. */
export function wordFinding(finding: Finding, standard: Standard): Words {
  const rule = findRule(finding.code);
  if (!rule) {
    const title = `规则 ${finding.code}`;
    return { title, short: title, full: `${title} 已不在现行规则里。`, next: '请重新上传文件再核对一次。' };
  }
  const key = finding.field ?? rule.field;
  const field = key === null ? null : fieldOf(standard, key);
  if (rule.repair && finding.severity === 'note' && rule.severity !== 'note') {
    const repaired = `已按您的确认修正：${rule.repair}`;
    return { title: rule.title, short: repaired, full: `${repaired}。`, next: '不用处理。' };
  }
  const facts: Facts = { field: field?.header ?? '', max: field?.maxLength ?? '', ...finding.facts };
  return {
    title: rule.title,
    short: fill(rule.short, facts),
    full: fill(rule.full, facts),
    next: fill(rule.next, facts),
  };
}

/** Puts facts into a wording. A suggestion is a sentence of its own, and nothing when there is none. */
export function fill(wording: string, facts: Facts): string {
  return wording.replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name] ?? '';
    if (name === 'suggestion') return fact === '' ? '' : `您要写的可能是“${fact}”。`;
    return String(fact);
  });
}

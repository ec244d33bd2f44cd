import type { Check } from '../core/analysis/verdict/verdict';

/** Details listed one by one in the reports for people; the rest are counted. */
const LISTED = 20;

/** `PASS trace.hgt: 2 checks` or `FAIL trace.hgt: the peak is …; 3 faults (first: …)`, in one line. */
export function verdictLine(file: string, checks: readonly Check[]): string {
  const failed = checks.filter(({ passes }) => !passes);
  if (failed.length === 0) return `PASS ${file}: ${checks.map(({ text }) => text).join('; ')}`;
  const sentences = failed.map(({ text, details }) => (details.length === 0 ? text : `${text}, first: ${details[0]}`));
  return `FAIL ${file}: ${sentences.join('; ')}`;
}

/** A report for a pull request's comment. */
export function markdownReport(file: string, checks: readonly Check[]): string {
  const passes = checks.every((check) => check.passes);
  const lines = [
    `### Heapglass: ${escapeMarkdown(file)} ${passes ? 'passes' : 'fails'}`,
    '',
    '| | check | result |',
    '|---|---|---|',
    ...checks.map((check) => `| ${check.passes ? '✅' : '❌'} | ${check.name} | ${escapeMarkdown(check.text)} |`),
  ];
  for (const { name, details } of checks.filter((check) => check.details.length > 0)) {
    lines.push('', `**${name}**`, '', ...details.slice(0, LISTED).map((detail) => `- ${escapeMarkdown(detail)}`));
    if (details.length > LISTED) lines.push(`- and ${details.length - LISTED} more`);
  }
  return `${lines.join('\n')}\n`;
}

/** The same for build servers: a test suite with a test case for each check. */
export function junitReport(file: string, checks: readonly Check[]): string {
  const failed = checks.filter(({ passes }) => !passes).length;
  const cases = checks.map(({ name, passes, text, details }, index) => {
    const opening = `    <testcase classname="heapglass.check" name="${escapeXml(`${index + 1} ${name}`)}"`;
    if (passes) return `${opening}/>`;
    const failure = `      <failure message="${escapeXml(text)}">${escapeXml(details.join('\n'))}</failure>`;
    return `${opening}>\n${failure}\n    </testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name="${escapeXml(file)}" tests="${checks.length}" failures="${failed}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** Names come from a trace: none of their characters may be markup. */
function escapeMarkdown(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>#|~&@]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

function escapeXml(text: string): string {
  // eslint-disable-next-line no-control-regex -- XML has no way to write these
  const writable = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
  return writable.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

// What a measured process used: processor time, and the most memory it held at once, counted from its own start.
import { readFileSync } from 'node:fs';

/**
 * In megabytes. Linux hands a child the peak of whoever started it, so that a large parent would be in every figure: there
 * the peak since the program was loaded is asked for instead.
 */
export function peakMegabytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  if (kilobytes === undefined) throw new Error('the system does not tell the peak of memory');
  return Number(kilobytes) / 1024;
}

/** Milliseconds of all threads together since `process.cpuUsage()` was asked; other work on the machine hardly changes it. */
export function processorMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

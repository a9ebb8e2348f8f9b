// Python with openpyxl, where this machine has one: what another program reads in the same workbook. For tests and benches.
import { execFileSync } from 'node:child_process';

const LARGEST_ANSWER = 64 * 1024 * 1024;

/** The interpreter to call, or null where openpyxl is not installed (Debian: python3-openpyxl). */
export function pythonWithOpenpyxl(): string | null {
  const works = (python: string) => {
    try {
      execFileSync(python, ['-c', 'import openpyxl'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };
  return ['python3', '/usr/bin/python3'].find(works) ?? null;
}

/** What a Python program prints; throws with its complaint when it fails. */
export function runPython(python: string, program: string, ...args: string[]): string {
  return execFileSync(python, ['-c', program, ...args], { encoding: 'utf8', maxBuffer: LARGEST_ANSWER });
}

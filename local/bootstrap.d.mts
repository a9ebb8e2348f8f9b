// Types of what the tests import from bootstrap.mjs, which is plain JavaScript because it runs before any package is there.
export function packagesAreCurrent(folder: string): boolean;
export function nodeIsNewEnough(version: string): boolean;

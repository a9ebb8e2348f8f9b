// The demo's own passwords and keys: generated once per data folder, readable by its owner alone.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const Secrets = z.object({
  ownerPassword: z.string(),
  appPassword: z.string(),
  /** As `HEZHENG_MASTER_KEY` wants it: a name and 32 random bytes in base64. */
  masterKey: z.string(),
  adminToken: z.string(),
});
export type Secrets = z.infer<typeof Secrets>;

/** Reads the file, or makes it (mode 600). */
export function loadSecrets(path: string): Secrets {
  if (existsSync(path)) return Secrets.parse(JSON.parse(readFileSync(path, 'utf8')));
  const word = () => randomBytes(24).toString('base64url');
  const secrets = {
    ownerPassword: word(),
    appPassword: word(),
    masterKey: `local:${randomBytes(32).toString('base64')}`,
    adminToken: word(),
  };
  writeFileSync(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

// The constants the demo and the tests run with, in one place so that production can refuse every one of them.
// Nothing here is secret, and nothing here may ever protect real data.

/** Credentials of the simulated app. The id has the form the SDK insists on: `cli_` and 16 hex digits. */
export const demoApp = {
  FEISHU_APP_ID: 'cli_00000000000000de',
  FEISHU_APP_SECRET: 'demo-app-secret-not-for-production',
  FEISHU_ENCRYPT_KEY: 'demo-encrypt-key',
  FEISHU_VERIFICATION_TOKEN: 'demo-verification-token',
} as const;

export const demoSecrets = {
  HEZHENG_MASTER_KEY: `demo:${Buffer.from('hezheng demo key, not for anyone').toString('base64')}`,
  HEZHENG_ADMIN_TOKEN: 'demo-admin-token',
} as const;

const EMBEDDED = 'hezheng-embedded';

/**
 * Marks the URL of a server that the demo started itself. The mark is a client name, which PostgreSQL and Redis both
 * understand: `?application_name=` or `?connectionName=`.
 */
export function markEmbedded(url: string): string {
  const marked = new URL(url);
  marked.searchParams.set(marked.protocol.startsWith('redis') ? 'connectionName' : 'application_name', EMBEDDED);
  return marked.href;
}

/** Whether a URL names a server the demo started itself. */
export function isEmbedded(url: string): boolean {
  return url.includes(EMBEDDED);
}

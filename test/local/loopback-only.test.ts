import { connect } from 'node:net';
import { expect, test } from 'vitest';

test('a test cannot reach beyond this machine', async () => {
  expect(() => connect({ host: '203.0.113.7', port: 80 })).toThrow('203.0.113.7');
  expect(() => connect(80, 'example.com')).toThrow('example.com');
  await expect(fetch('http://203.0.113.7/')).rejects.toMatchObject({ cause: { message: /203\.0\.113\.7/ } });
});

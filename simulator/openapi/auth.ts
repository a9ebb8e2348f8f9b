// The token endpoint of self-built apps.
import { z } from 'zod';
import { type Answer, type Endpoint, fail } from './answer.ts';

const bodySchema = z.object({ app_id: z.string(), app_secret: z.string() });

export const authEndpoints: Endpoint[] = [
  {
    method: 'post',
    path: '/auth/v3/tenant_access_token/internal',
    anonymous: true,
    handle: ({ simulator: { app, tokens }, body }): Answer => {
      const sent = bodySchema.safeParse(body);
      if (!sent.success) return fail(10003, 'invalid param');
      if (sent.data.app_id !== app.app_id) return fail(10003, 'app not found');
      if (sent.data.app_secret !== app.app_secret) return fail(10014, 'app secret invalid');
      const { token, expire } = tokens.issue(Date.now());
      return { status: 200, body: { code: 0, msg: 'ok', tenant_access_token: token, expire } };
    },
  },
];

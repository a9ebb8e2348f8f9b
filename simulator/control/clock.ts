// Reading and moving the virtual clock.
import { z } from 'zod';
import { type Command, refuse, say } from './reply.ts';

const LONGEST_JUMP_MS = 100 * 366 * 24 * 60 * 60_000;
const instant = z.iso.datetime({ offset: true });
const jumpSchema = z.union([
  z.object({ advance_ms: z.number().int().min(0).max(LONGEST_JUMP_MS) }),
  z.object({ set: instant }),
]);

export const clockCommands: Command[] = [
  { method: 'get', path: '/clock', handle: ({ clock }) => say(clock.reading()) },
  {
    method: 'post',
    path: '/clock',
    // Listeners run inside the jump: streams have been written and due events pushed before this answers.
    handle: ({ clock }, request) => {
      const jump = jumpSchema.safeParse(request.body);
      if (!jump.success) return refuse('时间应为 advance_ms（毫秒）或 set（带时区的 ISO 8601）');
      const ms = 'advance_ms' in jump.data ? jump.data.advance_ms : Date.parse(jump.data.set) - clock.now();
      if (ms < 0) return refuse('时钟不能往回走');
      clock.advance(ms);
      return say(clock.reading());
    },
  },
  {
    method: 'put',
    path: '/bookmarks',
    handle: ({ world, page }, request) => {
      const bookmarks = z
        .array(z.object({ label: z.string(), at: instant }))
        .max(100)
        .safeParse(request.body);
      if (!bookmarks.success) return refuse('书签应为 [{ label, at }]，at 带时区');
      world.bookmarks = bookmarks.data;
      page.send({ type: 'world' });
      return say(world.bookmarks);
    },
  },
];

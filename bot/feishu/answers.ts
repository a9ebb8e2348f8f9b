// What we read of Feishu's answers, as its documents describe them; anything else in them is not looked at.
import { z } from 'zod';

export const sent = z.object({ data: z.object({ message_id: z.string().min(1), chat_id: z.string().default('') }) });
export const uploaded = z.object({ data: z.object({ file_key: z.string().min(1) }) });
export const urged = z.object({ data: z.object({ invalid_user_id_list: z.array(z.string()).nullish() }).nullish() });
export const found = z.object({
  data: z.object({
    user_list: z
      .array(z.object({ user_id: z.string().optional(), mobile: z.string().optional(), email: z.string().optional() }))
      .default([]),
  }),
});
export const info = z.object({ bot: z.object({ open_id: z.string().min(1), app_name: z.string().default('') }) });
const page = <T extends z.ZodType>(item: T) =>
  z.object({
    data: z.object({
      items: z.array(item).nullish(),
      has_more: z.boolean().nullish(),
      page_token: z.string().nullish(),
    }),
  });
export const pastMessages = page(
  z.object({
    message_id: z.string(),
    msg_type: z.string(),
    create_time: z.coerce.number(),
    deleted: z.boolean().default(false),
    sender: z.object({ id: z.string().default(''), sender_type: z.string() }),
    body: z.object({ content: z.string() }).default({ content: '' }),
  }),
);
export const memberPage = page(z.object({ member_id: z.string(), name: z.string().default('') }));

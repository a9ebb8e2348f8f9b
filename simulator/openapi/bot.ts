// The bot about itself.
import { type Answer, type Endpoint, ok } from './answer.ts';

export const botEndpoints: Endpoint[] = [
  {
    method: 'get',
    path: '/bot/v3/info',
    // The one answer without a `data` wrapper.
    handle: ({ simulator: { app } }): Answer => ({
      status: 200,
      body: {
        code: 0,
        msg: 'ok',
        bot: {
          activate_status: 2,
          app_name: app.name,
          avatar_url: '',
          ip_white_list: [],
          open_id: app.bot_open_id,
        },
      },
    }),
  },
  // Pins the bot's chat on top of people's lists; accepted, without effect here.
  { method: 'patch', path: '/im/v2/feed_cards/bot_time_sentive', handle: () => ok({ failed_user_reasons: [] }) },
  { method: 'patch', path: '/im/v2/feed_cards/:feed_card_id', handle: () => ok({ failed_user_reasons: [] }) },
];

// The only file that imports Feishu's SDK. It carries requests and events and judges neither.
// Types of the SDK must not leave this file: they cost every importer seconds of type checking.
import * as lark from '@larksuiteoapi/node-sdk';
import { type Log, sdkLogger } from '../log.ts';

export type App = {
  appId: string;
  appSecret: string;
  /** Without a trailing slash. */
  domain: string;
};

export type ApiRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From `/open-apis` on. */
  path: string;
  params?: Record<string, string | number>;
  data?: Record<string, unknown>;
  headers?: Record<string, string>;
  /** From the first byte sent to the last received. */
  timeoutMs: number;
  /** Hand the body over as a stream. */
  stream?: boolean;
  /** Tenant token; null for the call that fetches one. */
  token: string | null;
};
/** Any HTTP answer at all, of whatever status. */
export type ApiAnswer = { status: number; headers: Record<string, unknown>; body: unknown };
export type OpenApi = { request: (request: ApiRequest) => Promise<ApiAnswer> };

/** A page of fifty cards fits; anything larger is not an answer of this API. */
const LARGEST_ANSWER_BYTES = 10 * 1024 * 1024;
const HANDSHAKE_MS = 15_000;

/**
 * The HTTP side. `request` rejects only when no answer came: the error has Node's or axios' `code`.
 * Tokens are the caller's business: the SDK neither shares one fetch among callers nor drops a refused token.
 */
export function openApi(app: App, log: Log): OpenApi {
  keepLoopbackOffProxies(app.domain);
  const client = new lark.Client({ ...app, disableTokenCache: true, logger: sdkLogger(log) });
  return {
    request: async ({ path, timeoutMs, stream, token, ...request }) => {
      const payload = {
        ...request,
        url: path,
        signal: AbortSignal.timeout(timeoutMs),
        responseType: stream ? ('stream' as const) : ('json' as const),
        ...(stream ? {} : { maxContentLength: LARGEST_ANSWER_BYTES }),
        maxRedirects: 0,
        $return_headers: true,
      };
      try {
        const answer = await client.request<{ data: unknown; headers: Record<string, unknown> }>(
          payload,
          token === null ? {} : lark.withTenantToken(token),
        );
        return { status: 200, headers: answer.headers, body: answer.data };
      } catch (error) {
        const { response } = error as {
          response?: { status: number; headers: Record<string, unknown>; data: unknown };
        };
        if (response === undefined) throw error;
        return { status: response.status, headers: response.headers, body: response.data };
      }
    },
  };
}

export type SocketState = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'failed';
export type Socket = {
  /** Resolves at once; `onReady` and `onFailed` tell the rest. */
  start: () => Promise<void>;
  state: () => SocketState;
  close: () => void;
};
export type SocketOptions = {
  /** The untouched envelope. What it returns is the answer to a click; when it rejects, Feishu delivers again. */
  onEvent: (envelope: unknown) => Promise<object | undefined>;
  onReady: () => void;
  /** The platform refused for good, e.g. a wrong secret: the SDK has given up. */
  onFailed: (error: Error) => void;
  /** The connection counts as dead when nothing arrives for so long after a ping. */
  pongSeconds: number;
};

/** The long connection. It reconnects by itself until closed. */
export function openSocket(app: App, log: Log, options: SocketOptions): Socket {
  keepLoopbackOffProxies(app.domain);
  const logger = sdkLogger(log);
  const client = new lark.WSClient({
    ...app,
    logger,
    autoReconnect: true,
    handshakeTimeoutMs: HANDSHAKE_MS,
    wsConfig: { pingTimeout: options.pongSeconds },
    onReady: options.onReady,
    onError: options.onFailed,
  });
  // The dispatcher's own `invoke` flattens the envelope, overwrites the token and answers unknown events with a text.
  const dispatcher = new lark.EventDispatcher({ logger });
  dispatcher.invoke = options.onEvent;
  return {
    start: () => client.start({ eventDispatcher: dispatcher }),
    state: () => client.getConnectionStatus().state,
    close: () => client.close({ force: true }),
  };
}

/** A proxy in the environment cannot reach the simulator on this machine. One process talks to one domain. */
function keepLoopbackOffProxies(domain: string): void {
  const { hostname } = new URL(domain);
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)) lark.defaultHttpInstance.defaults.proxy = false;
}

// The binary frames of Feishu's long connection (protobuf package pbbp2): bytes to plain objects and back, nothing else.
import protobuf from 'protobufjs';

// SeqID and LogID are uint64 in Feishu's own schema; uint32 has the same bytes for the zeros sent here. The SDK switches
// protobufjs's 64-bit support off for the whole process, which would break this module when both are loaded.
const frameType = protobuf
  .parse(
    `syntax = "proto2";
    package pbbp2;
    message Header { required string key = 1; required string value = 2; }
    message Frame {
      required uint32 SeqID = 1; required uint32 LogID = 2; required int32 service = 3; required int32 method = 4;
      repeated Header headers = 5; optional string payload_encoding = 6; optional string payload_type = 7;
      optional bytes payload = 8; optional string LogIDNew = 9;
    }`,
  )
  .root.lookupType('pbbp2.Frame');

/** `method` 0 is control (ping, pong), 1 is data (events and their acknowledgements). */
export type Frame = { service: number; method: 0 | 1; headers: Record<string, string>; payload: Buffer };

export function encodeFrame(frame: Frame): Uint8Array {
  const headers = Object.entries(frame.headers).map(([key, value]) => ({ key, value }));
  return frameType
    .encode(
      frameType.create({
        SeqID: 0,
        LogID: 0,
        service: frame.service,
        method: frame.method,
        headers,
        payload: frame.payload,
      }),
    )
    .finish();
}

/** @throws when the bytes are no frame. */
export function decodeFrame(bytes: Uint8Array): Frame {
  const raw = frameType.toObject(frameType.decode(bytes), { defaults: true }) as {
    service: number;
    method: number;
    headers: { key: string; value: string }[];
    payload: Uint8Array;
  };
  return {
    service: raw.service,
    method: raw.method === 0 ? 0 : 1,
    headers: Object.fromEntries(raw.headers.map(({ key, value }) => [key, value])),
    payload: Buffer.from(raw.payload),
  };
}

import { unpackHere } from './unpack-here';
import { sendUnpacked, type UnpackingOrder } from './unpacking';
import { loadZstd } from './zstd-module';

const unpack = unpackHere(loadZstd);
self.addEventListener('message', ({ data }: MessageEvent<UnpackingOrder>) => {
  void sendUnpacked(unpack, data);
});
self.postMessage('ready');

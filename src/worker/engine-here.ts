import { Engine } from './engine';
import { unpackHere } from './unpack-here';
import { loadZstd } from './zstd-module';

/** The engine in the page's own thread, where there is no worker for it. */
export function startEngineHere(): Engine {
  return new Engine(unpackHere(loadZstd));
}

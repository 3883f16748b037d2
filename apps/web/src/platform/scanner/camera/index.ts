export { createDecoder } from './decoder.ts';
export { type Camera, type CameraRefusal, openCamera } from './open-camera.ts';
export { watchVideo } from './watch-video.ts';

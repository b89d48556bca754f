// https://github.com/auth0-community/socketio-jwt 4.6.2. All options go on to jsonwebtoken 8.

import type { LibraryModel } from '../model.ts';
import { checksOfVersion8, verifyOptions } from './jsonwebtoken-options.ts';

export default {
  package: 'socketio-jwt',
  operations: [
    {
      call: 'authorize(options, _?)', kind: 'verify', onInvalid: 'handled',
      options: {
        ...verifyOptions,
        secret: 'key',
        handshake: null,
        timeout: null,
        required: null,
        callback: null,
        success: null,
        fail: null,
        auth_header_required: null,
        cookie: null,
        additional_auth: null,
        customDecoded: null,
        decodedPropertyName: null,
        encodedPropertyName: null,
      },
    },
  ],
  behaviours: [
    {
      ...checksOfVersion8,
    },
  ],
} satisfies LibraryModel;

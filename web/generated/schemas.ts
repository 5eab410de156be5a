// Made from openapi.yaml by "npm run generate". Do not edit.

/** The schemas of the contract. */
export const schemas = {
  "Dragon": {
    "type": "object",
    "description": "A dragon, as people reported it.",
    "additionalProperties": false,
    "required": [
      "dragonName",
      "family",
      "description",
      "city",
      "country",
      "state",
      "neighborhood"
    ],
    "properties": {
      "dragonName": {
        "type": "string",
        "description": "Unique; upper and lower case do not matter.",
        "minLength": 1,
        "maxLength": 64,
        "pattern": "^[^/\\u0000-\\u001F\\u007F]+$"
      },
      "family": {
        "type": "string",
        "description": "Letters, in lower case. Red, black, blue and green are the first ones; others may come.",
        "minLength": 1,
        "maxLength": 64
      },
      "description": {
        "type": "string",
        "description": "What it looks like and what it does.",
        "minLength": 1,
        "maxLength": 1000
      },
      "city": {
        "type": "string",
        "description": "The city where it is seen.",
        "minLength": 1,
        "maxLength": 100
      },
      "country": {
        "type": "string",
        "description": "The country where it is seen.",
        "minLength": 1,
        "maxLength": 100
      },
      "state": {
        "type": "string",
        "description": "The state where it is seen.",
        "minLength": 1,
        "maxLength": 100
      },
      "neighborhood": {
        "type": "string",
        "description": "The neighborhood where it is seen.",
        "minLength": 1,
        "maxLength": 100
      }
    }
  },
  "DragonReport": {
    "type": "object",
    "description": "A dragon that somebody saw.",
    "additionalProperties": false,
    "required": [
      "dragonName",
      "family",
      "description",
      "city",
      "country",
      "state",
      "neighborhood",
      "reportingPhoneNumber"
    ],
    "properties": {
      "dragonName": {
        "type": "string",
        "description": "Must not be taken; upper and lower case do not matter.",
        "minLength": 1,
        "maxLength": 64,
        "pattern": "^[^/\\u0000-\\u001F\\u007F]+$"
      },
      "family": {
        "type": "string",
        "description": "Letters; stored in lower case. Red, black, blue and green are the first ones; others may come.",
        "minLength": 1,
        "maxLength": 64
      },
      "description": {
        "type": "string",
        "description": "What it looks like and what it does.",
        "minLength": 1,
        "maxLength": 1000
      },
      "city": {
        "type": "string",
        "description": "The city where it is seen.",
        "minLength": 1,
        "maxLength": 100
      },
      "country": {
        "type": "string",
        "description": "The country where it is seen.",
        "minLength": 1,
        "maxLength": 100
      },
      "state": {
        "type": "string",
        "description": "The state where it is seen.",
        "minLength": 1,
        "maxLength": 100
      },
      "neighborhood": {
        "type": "string",
        "description": "The neighborhood where it is seen.",
        "minLength": 1,
        "maxLength": 100
      },
      "reportingPhoneNumber": {
        "type": "string",
        "description": "The number of whoever saw the dragon, in E.164 form. Never shown and never logged; forgotten after 30 days.",
        "pattern": "^\\+[1-9][0-9]{1,14}$"
      },
      "confirmationRequired": {
        "type": "boolean",
        "description": "Whether the reporter wants a text message when the dragon is taken in (false when not given). It is sent only if the number is the verified one of the reporter's own account."
      }
    }
  },
  "Report": {
    "type": "object",
    "description": "A report and what became of it.",
    "additionalProperties": false,
    "required": [
      "reportId",
      "status",
      "submittedAt",
      "dragon"
    ],
    "properties": {
      "reportId": {
        "type": "string",
        "description": "Where to ask for it."
      },
      "status": {
        "type": "string",
        "description": "`PENDING` is followed by `ACCEPTED` or `REJECTED`, which are final.",
        "enum": [
          "PENDING",
          "ACCEPTED",
          "REJECTED"
        ]
      },
      "submittedAt": {
        "type": "string",
        "description": "When the report was taken, as in 2026-01-31T12:00:00.000Z."
      },
      "decidedAt": {
        "type": "string",
        "description": "When it was accepted or rejected."
      },
      "reason": {
        "type": "object",
        "description": "Why it was rejected.",
        "additionalProperties": false,
        "required": [
          "code",
          "detail"
        ],
        "properties": {
          "code": {
            "type": "string",
            "description": "`name-taken`: a dragon has that name already. `not-processed`: the service failed and gave up; nothing was added, and the report may be sent again.",
            "enum": [
              "name-taken",
              "not-processed"
            ]
          },
          "detail": {
            "type": "string",
            "description": "For people."
          }
        }
      },
      "dragon": {
        "$ref": "#/components/schemas/Dragon"
      }
    }
  },
  "DragonPage": {
    "type": "object",
    "description": "One page of a list.",
    "additionalProperties": false,
    "required": [
      "items"
    ],
    "properties": {
      "items": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Dragon"
        }
      },
      "nextCursor": {
        "type": "string",
        "description": "Where the next page starts. Absent on the last page."
      }
    }
  },
  "ReportPage": {
    "type": "object",
    "description": "One page of a list of reports.",
    "additionalProperties": false,
    "required": [
      "items"
    ],
    "properties": {
      "items": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Report"
        }
      },
      "nextCursor": {
        "type": "string",
        "description": "Where the next page starts. Absent on the last page."
      }
    }
  },
  "Health": {
    "type": "object",
    "description": "How the service is.",
    "additionalProperties": false,
    "required": [
      "status",
      "queryEngine"
    ],
    "properties": {
      "status": {
        "type": "string",
        "enum": [
          "ok"
        ]
      },
      "queryEngine": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "mode",
          "inUse"
        ],
        "properties": {
          "mode": {
            "type": "string",
            "description": "What the operator chose.",
            "enum": [
              "auto",
              "s3-select",
              "in-function"
            ]
          },
          "inUse": {
            "type": "string",
            "description": "What answered just now.",
            "enum": [
              "s3-select",
              "in-function"
            ]
          },
          "reason": {
            "type": "string",
            "description": "Why `auto` does not use S3 Select."
          }
        }
      }
    }
  },
  "Problem": {
    "type": "object",
    "description": "An RFC 9457 problem document.",
    "additionalProperties": false,
    "required": [
      "type",
      "title",
      "detail",
      "requestId"
    ],
    "properties": {
      "type": {
        "type": "string",
        "description": "Stable; what programs should look at.",
        "enum": [
          "urn:dragons:problem:invalid-request",
          "urn:dragons:problem:invalid-cursor",
          "urn:dragons:problem:unauthorized",
          "urn:dragons:problem:forbidden",
          "urn:dragons:problem:no-such-route",
          "urn:dragons:problem:no-such-dragon",
          "urn:dragons:problem:no-such-report",
          "urn:dragons:problem:report-in-progress",
          "urn:dragons:problem:precondition-failed",
          "urn:dragons:problem:request-too-large",
          "urn:dragons:problem:unsupported-media-type",
          "urn:dragons:problem:idempotency-key-reused",
          "urn:dragons:problem:precondition-required",
          "urn:dragons:problem:too-many-requests",
          "urn:dragons:problem:refused",
          "urn:dragons:problem:internal-error",
          "urn:dragons:problem:incomplete-answer",
          "urn:dragons:problem:catalog-unavailable",
          "urn:dragons:problem:registry-unavailable",
          "urn:dragons:problem:timeout"
        ]
      },
      "title": {
        "type": "string",
        "description": "For people; the same for every problem of this type."
      },
      "status": {
        "type": "integer",
        "description": "The HTTP status."
      },
      "detail": {
        "type": "string",
        "description": "What happened this time and what to do."
      },
      "requestId": {
        "type": "string",
        "description": "Names this request in logs."
      },
      "errors": {
        "type": "array",
        "description": "What is wrong with the request, one entry a parameter or field.",
        "items": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "in",
            "name",
            "message"
          ],
          "properties": {
            "in": {
              "type": "string",
              "description": "The part of the request.",
              "enum": [
                "path",
                "query",
                "header",
                "body"
              ]
            },
            "name": {
              "type": "string",
              "description": "The parameter, or a JSON Pointer into the body."
            },
            "message": {
              "type": "string",
              "description": "What is asked of it."
            }
          }
        }
      }
    }
  }
} as const;

// Made from openapi.yaml by "npm run generate". Do not edit.
export interface paths {
    "/dragons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List dragons
         * @description Dragons in the order of their names. Filters combine with AND and ignore case. Follow `nextCursor` for the next page; a cursor belongs to the filters it was given for.
         */
        get: operations["listDragons"];
        put?: never;
        /**
         * Report a dragon
         * @description Takes a report and answers at once; whether the dragon is taken in is decided a moment later and stands in the report (`Location`). A name that is taken already, in whatever case, gets the report rejected.
         */
        post: operations["reportDragon"];
        delete?: never;
        /**
         * CORS preflight
         * @description Answered by API Gateway itself; browsers send no token here.
         */
        options: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What a browser may send to this path. */
                204: {
                    headers: {
                        "Access-Control-Allow-Origin"?: string;
                        "Access-Control-Allow-Methods"?: string;
                        "Access-Control-Allow-Headers"?: string;
                        "Access-Control-Max-Age"?: string;
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dragons/{dragonName}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one dragon
         * @description The dragon of that name as it is now, which lists may show a moment later; upper and lower case do not matter.
         */
        get: operations["getDragon"];
        /**
         * Replace a dragon
         * @description Writes everything about a dragon anew, if it is still at the version that `If-Match` names. The name may change its case and spelling, but must stay the same name.
         */
        put: operations["replaceDragon"];
        post?: never;
        /**
         * Remove a dragon
         * @description Removes a dragon, if it is still at the version that `If-Match` names. Its name is free again.
         */
        delete: operations["removeDragon"];
        /**
         * CORS preflight
         * @description Answered by API Gateway itself; browsers send no token here.
         */
        options: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The dragon's name. */
                    dragonName: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What a browser may send to this path. */
                204: {
                    headers: {
                        "Access-Control-Allow-Origin"?: string;
                        "Access-Control-Allow-Methods"?: string;
                        "Access-Control-Allow-Headers"?: string;
                        "Access-Control-Max-Age"?: string;
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the caller's own reports
         * @description The reports that the caller sent, the newest first; nobody else's, not even for members of Admin. A report may be missing for a moment after it was sent. Follow `nextCursor` for the next page; a cursor belongs to whoever it was given to.
         */
        get: operations["listReports"];
        put?: never;
        post?: never;
        delete?: never;
        /**
         * CORS preflight
         * @description Answered by API Gateway itself; browsers send no token here.
         */
        options: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What a browser may send to this path. */
                204: {
                    headers: {
                        "Access-Control-Allow-Origin"?: string;
                        "Access-Control-Allow-Methods"?: string;
                        "Access-Control-Allow-Headers"?: string;
                        "Access-Control-Max-Age"?: string;
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/{reportId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask what became of a report
         * @description Shown to whoever sent the report and to members of Admin; to everybody else it does not exist.
         */
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        /**
         * CORS preflight
         * @description Answered by API Gateway itself; browsers send no token here.
         */
        options: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The report's id. */
                    reportId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What a browser may send to this path. */
                204: {
                    headers: {
                        "Access-Control-Allow-Origin"?: string;
                        "Access-Control-Allow-Methods"?: string;
                        "Access-Control-Allow-Headers"?: string;
                        "Access-Control-Max-Age"?: string;
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask how the service is
         * @description Reads one record of the catalogue the way listDragons does, and says which query engine answered. Needs no token.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        /**
         * CORS preflight
         * @description Answered by API Gateway itself; browsers send no token here.
         */
        options: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What a browser may send to this path. */
                204: {
                    headers: {
                        "Access-Control-Allow-Origin"?: string;
                        "Access-Control-Allow-Methods"?: string;
                        "Access-Control-Allow-Headers"?: string;
                        "Access-Control-Max-Age"?: string;
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A dragon, as people reported it. */
        Dragon: {
            /** @description Unique; upper and lower case do not matter. */
            dragonName: string;
            /** @description Letters, in lower case. Red, black, blue and green are the first ones; others may come. */
            family: string;
            /** @description What it looks like and what it does. */
            description: string;
            /** @description The city where it is seen. */
            city: string;
            /** @description The country where it is seen. */
            country: string;
            /** @description The state where it is seen. */
            state: string;
            /** @description The neighborhood where it is seen. */
            neighborhood: string;
        };
        /** @description A dragon that somebody saw. */
        DragonReport: {
            /** @description Must not be taken; upper and lower case do not matter. */
            dragonName: string;
            /** @description Letters; stored in lower case. Red, black, blue and green are the first ones; others may come. */
            family: string;
            /** @description What it looks like and what it does. */
            description: string;
            /** @description The city where it is seen. */
            city: string;
            /** @description The country where it is seen. */
            country: string;
            /** @description The state where it is seen. */
            state: string;
            /** @description The neighborhood where it is seen. */
            neighborhood: string;
            /** @description The number of whoever saw the dragon, in E.164 form. Never shown and never logged; forgotten after 30 days. */
            reportingPhoneNumber: string;
            /** @description Whether the reporter wants a text message when the dragon is taken in (false when not given). It is sent only if the number is the verified one of the reporter's own account. */
            confirmationRequired?: boolean;
        };
        /** @description A report and what became of it. */
        Report: {
            /** @description Where to ask for it. */
            reportId: string;
            /**
             * @description `PENDING` is followed by `ACCEPTED` or `REJECTED`, which are final.
             * @enum {string}
             */
            status: "PENDING" | "ACCEPTED" | "REJECTED";
            /** @description When the report was taken, as in 2026-01-31T12:00:00.000Z. */
            submittedAt: string;
            /** @description When it was accepted or rejected. */
            decidedAt?: string;
            /** @description Why it was rejected. */
            reason?: {
                /**
                 * @description `name-taken`: a dragon has that name already. `not-processed`: the service failed and gave up; nothing was added, and the report may be sent again.
                 * @enum {string}
                 */
                code: "name-taken" | "not-processed";
                /** @description For people. */
                detail: string;
            };
            dragon: components["schemas"]["Dragon"];
        };
        /** @description One page of a list. */
        DragonPage: {
            items: components["schemas"]["Dragon"][];
            /** @description Where the next page starts. Absent on the last page. */
            nextCursor?: string;
        };
        /** @description One page of a list of reports. */
        ReportPage: {
            items: components["schemas"]["Report"][];
            /** @description Where the next page starts. Absent on the last page. */
            nextCursor?: string;
        };
        /** @description How the service is. */
        Health: {
            /** @enum {string} */
            status: "ok";
            queryEngine: {
                /**
                 * @description What the operator chose.
                 * @enum {string}
                 */
                mode: "auto" | "s3-select" | "in-function";
                /**
                 * @description What answered just now.
                 * @enum {string}
                 */
                inUse: "s3-select" | "in-function";
                /** @description Why `auto` does not use S3 Select. */
                reason?: string;
            };
        };
        /** @description An RFC 9457 problem document. */
        Problem: {
            /**
             * @description Stable; what programs should look at.
             * @enum {string}
             */
            type: "urn:dragons:problem:invalid-request" | "urn:dragons:problem:invalid-cursor" | "urn:dragons:problem:unauthorized" | "urn:dragons:problem:forbidden" | "urn:dragons:problem:no-such-route" | "urn:dragons:problem:no-such-dragon" | "urn:dragons:problem:no-such-report" | "urn:dragons:problem:report-in-progress" | "urn:dragons:problem:precondition-failed" | "urn:dragons:problem:request-too-large" | "urn:dragons:problem:unsupported-media-type" | "urn:dragons:problem:idempotency-key-reused" | "urn:dragons:problem:precondition-required" | "urn:dragons:problem:too-many-requests" | "urn:dragons:problem:refused" | "urn:dragons:problem:internal-error" | "urn:dragons:problem:incomplete-answer" | "urn:dragons:problem:catalog-unavailable" | "urn:dragons:problem:registry-unavailable" | "urn:dragons:problem:timeout";
            /** @description For people; the same for every problem of this type. */
            title: string;
            /** @description The HTTP status. */
            status?: number;
            /** @description What happened this time and what to do. */
            detail: string;
            /** @description Names this request in logs. */
            requestId: string;
            /** @description What is wrong with the request, one entry a parameter or field. */
            errors?: {
                /**
                 * @description The part of the request.
                 * @enum {string}
                 */
                in: "path" | "query" | "header" | "body";
                /** @description The parameter, or a JSON Pointer into the body. */
                name: string;
                /** @description What is asked of it. */
                message: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listDragons: {
        parameters: {
            query?: {
                /**
                 * @description The whole name.
                 * @example Atlas
                 */
                dragonName?: string;
                /**
                 * @description The family, for example `red`.
                 * @example red
                 */
                family?: string;
                /**
                 * @description The country.
                 * @example usa
                 */
                country?: string;
                /**
                 * @description The state.
                 * @example alaska
                 */
                state?: string;
                /**
                 * @description The city.
                 * @example anchorage
                 */
                city?: string;
                /**
                 * @description The neighborhood.
                 * @example w fireweed ln
                 */
                neighborhood?: string;
                /**
                 * @description Text that the name or the description contains.
                 * @example smoke
                 */
                q?: string;
                /**
                 * @description How many dragons a page holds at most. Without it, the service's page size (25 unless the operator changed it).
                 * @example 10
                 */
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: {
                /**
                 * @description Entity tags of answers that the caller still has.
                 * @example "LcKTSVXbJ4FKyc8bnk2pTuQ4VbG"
                 */
                "If-None-Match"?: string;
                /** @description Names the request in logs: 1 to 64 letters, digits, dots, colons, hyphens or underscores. Anything else is replaced by the request id. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of dragons. */
            200: {
                headers: {
                    /** @description Changes whenever the answer may have changed. */
                    ETag: string;
                    /** @description May be kept but must be revalidated. */
                    "Cache-Control"?: string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "dragonName": "Atlas",
                     *           "family": "red",
                     *           "description": "Keeps the harbour free of ice and takes herring for it.",
                     *           "city": "anchorage",
                     *           "country": "usa",
                     *           "state": "alaska",
                     *           "neighborhood": "w fireweed ln"
                     *         }
                     *       ],
                     *       "nextCursor": "MS4wYzFhZjVlOWI3MmQ0ZTgwLmF0bGFz"
                     *     }
                     */
                    "application/json": components["schemas"]["DragonPage"];
                };
            };
            /** @description The caller's copy is still right. Answered without running the query. */
            304: {
                headers: {
                    /** @description Changes whenever the answer may have changed. */
                    ETag: string;
                    /** @description May be kept but must be revalidated. */
                    "Cache-Control"?: string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is not as the contract says (`invalid-request`), or the cursor is damaged or of another query (`invalid-cursor`). */
            400: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No access token, or one that is not valid (`unauthorized`). */
            401: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    /** @description Says that a bearer token is needed. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:unauthorized",
                     *       "title": "A valid access token is needed",
                     *       "status": 401,
                     *       "detail": "Unauthorized",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The access token does not allow this operation (`forbidden`). */
            403: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:forbidden",
                     *       "title": "The access token does not allow this",
                     *       "status": 403,
                     *       "detail": "This operation needs the scope dragons/read.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too-many-requests`). */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:too-many-requests",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "detail": "Too Many Requests",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed (`internal-error`). */
            500: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:internal-error",
                     *       "title": "The service failed",
                     *       "status": 500,
                     *       "detail": "The failure was recorded. Quote the requestId when you ask about it.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The query engine broke off its answer (`incomplete-answer`). What arrived is not shown as if it were all. */
            502: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:incomplete-answer",
                     *       "title": "The query broke off",
                     *       "status": 502,
                     *       "detail": "The query engine ended its answer early. Try again.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The catalogue or its query engine cannot be reached (`catalog-unavailable`). */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:catalog-unavailable",
                     *       "title": "The catalogue cannot be read now",
                     *       "status": 503,
                     *       "detail": "Try again after the seconds in Retry-After.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service took too long (`timeout`). */
            504: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:timeout",
                     *       "title": "The service took too long",
                     *       "status": 504,
                     *       "detail": "Endpoint request timed out",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportDragon: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names this report, so that sending it again is safe: a new UUID for every report, and the same one when it is sent again. Kept for 24 hours. Needed: without it the answer is 400. (It is not declared as required because API Gateway would look for the name in exactly this case.)
                 * @example 0b9f6a55-1c2d-4a53-9d2b-7a0f9a1f7d10
                 */
                "Idempotency-Key"?: string;
                /** @description Names the request in logs: 1 to 64 letters, digits, dots, colons, hyphens or underscores. Anything else is replaced by the request id. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description The dragon, and how to reach who saw it. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "dragonName": "Frank",
                 *       "family": "purple",
                 *       "description": "Sleeps on the roof of the ferry terminal and counts the ships in its sleep.",
                 *       "city": "Seattle",
                 *       "country": "USA",
                 *       "state": "WA",
                 *       "neighborhood": "Downtown",
                 *       "reportingPhoneNumber": "+15555550123",
                 *       "confirmationRequired": false
                 *     }
                 */
                "application/json": components["schemas"]["DragonReport"];
            };
        };
        responses: {
            /** @description The report is stored and will be decided. The answer to a repeated request is the one that the first got. */
            202: {
                headers: {
                    /** @description The report. */
                    Location: string;
                    /** @description `true` when this report had been taken before. */
                    "Idempotency-Replayed"?: string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "reportId": "7c0f2a4e-6f0b-4b6e-8a39-2d1f6f0c9a11",
                     *       "status": "PENDING",
                     *       "submittedAt": "2026-01-31T12:00:00.000Z",
                     *       "dragon": {
                     *         "dragonName": "Frank",
                     *         "family": "purple",
                     *         "description": "Sleeps on the roof of the ferry terminal and counts the ships in its sleep.",
                     *         "city": "Seattle",
                     *         "country": "USA",
                     *         "state": "WA",
                     *         "neighborhood": "Downtown"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Report"];
                };
            };
            /** @description The body or the Idempotency-Key is not as the contract says (`invalid-request`). Nothing was stored. */
            400: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:invalid-request",
                     *       "title": "The request is not as the contract says",
                     *       "status": 400,
                     *       "detail": "body /reportingPhoneNumber: must match pattern \"^\\+[1-9][0-9]{1,14}$\"",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d",
                     *       "errors": [
                     *         {
                     *           "in": "body",
                     *           "name": "/reportingPhoneNumber",
                     *           "message": "must match pattern \"^\\+[1-9][0-9]{1,14}$\""
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No access token, or one that is not valid (`unauthorized`). */
            401: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    /** @description Says that a bearer token is needed. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:unauthorized",
                     *       "title": "A valid access token is needed",
                     *       "status": 401,
                     *       "detail": "Unauthorized",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The access token does not allow this operation (`forbidden`). */
            403: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:forbidden",
                     *       "title": "The access token does not allow this",
                     *       "status": 403,
                     *       "detail": "This operation needs the scope dragons/write.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A request with this Idempotency-Key is still being worked on (`report-in-progress`). */
            409: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:report-in-progress",
                     *       "title": "The same report is being taken just now",
                     *       "status": 409,
                     *       "detail": "Ask again after the seconds in Retry-After with the same Idempotency-Key.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 65,536 bytes (`request-too-large`). Nothing was read of it. */
            413: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:request-too-large",
                     *       "title": "The body is too large",
                     *       "status": 413,
                     *       "detail": "The body has 70000 bytes; send at most 65536.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not said to be JSON (`unsupported-media-type`). */
            415: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:unsupported-media-type",
                     *       "title": "Send application/json",
                     *       "status": 415,
                     *       "detail": "The body is text/plain; send application/json.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The Idempotency-Key was sent before with another body (`idempotency-key-reused`). Nothing was stored. */
            422: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:idempotency-key-reused",
                     *       "title": "The Idempotency-Key was used for another report",
                     *       "status": 422,
                     *       "detail": "Send a new Idempotency-Key for a new report.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too-many-requests`). */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:too-many-requests",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "detail": "Too Many Requests",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed (`internal-error`). */
            500: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:internal-error",
                     *       "title": "The service failed",
                     *       "status": 500,
                     *       "detail": "The failure was recorded. Quote the requestId when you ask about it.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The registry cannot be reached (`registry-unavailable`). */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:registry-unavailable",
                     *       "title": "The registry cannot be reached now",
                     *       "status": 503,
                     *       "detail": "Nothing was changed that you would not see. Try again after the seconds in Retry-After.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service took too long (`timeout`). */
            504: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:timeout",
                     *       "title": "The service took too long",
                     *       "status": 504,
                     *       "detail": "Endpoint request timed out",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDragon: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Entity tags of answers that the caller still has.
                 * @example "LcKTSVXbJ4FKyc8bnk2pTuQ4VbG"
                 */
                "If-None-Match"?: string;
                /** @description Names the request in logs: 1 to 64 letters, digits, dots, colons, hyphens or underscores. Anything else is replaced by the request id. */
                "X-Correlation-Id"?: string;
            };
            path: {
                /**
                 * @description The dragon's name, percent-encoded.
                 * @example Atlas
                 */
                dragonName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dragon. */
            200: {
                headers: {
                    /** @description Names this version of the dragon: what replaceDragon and removeDragon take in `If-Match`. */
                    ETag: string;
                    /** @description May be kept but must be revalidated. */
                    "Cache-Control"?: string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "dragonName": "Frost",
                     *       "family": "blue",
                     *       "description": "Writes on the casino windows with one cold claw, and never the same word twice.",
                     *       "city": "las vegas",
                     *       "country": "usa",
                     *       "state": "nevada",
                     *       "neighborhood": "hills creek dr"
                     *     }
                     */
                    "application/json": components["schemas"]["Dragon"];
                };
            };
            /** @description The caller's copy is still right. */
            304: {
                headers: {
                    /** @description Names this version of the dragon: what replaceDragon and removeDragon take in `If-Match`. */
                    ETag: string;
                    /** @description May be kept but must be revalidated. */
                    "Cache-Control"?: string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is not as the contract says (`invalid-request`). */
            400: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:invalid-request",
                     *       "title": "The request is not as the contract says",
                     *       "status": 400,
                     *       "detail": "path parameter dragonName: must NOT have more than 64 characters",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d",
                     *       "errors": [
                     *         {
                     *           "in": "path",
                     *           "name": "dragonName",
                     *           "message": "must NOT have more than 64 characters"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No access token, or one that is not valid (`unauthorized`). */
            401: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    /** @description Says that a bearer token is needed. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:unauthorized",
                     *       "title": "A valid access token is needed",
                     *       "status": 401,
                     *       "detail": "Unauthorized",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The access token does not allow this operation (`forbidden`). */
            403: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:forbidden",
                     *       "title": "The access token does not allow this",
                     *       "status": 403,
                     *       "detail": "This operation needs the scope dragons/read.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no dragon of that name (`no-such-dragon`). */
            404: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:no-such-dragon",
                     *       "title": "There is no such dragon",
                     *       "status": 404,
                     *       "detail": "No dragon is called Smaug.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too-many-requests`). */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:too-many-requests",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "detail": "Too Many Requests",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed (`internal-error`). */
            500: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:internal-error",
                     *       "title": "The service failed",
                     *       "status": 500,
                     *       "detail": "The failure was recorded. Quote the requestId when you ask about it.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The registry cannot be reached (`registry-unavailable`). */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:registry-unavailable",
                     *       "title": "The registry cannot be reached now",
                     *       "status": 503,
                     *       "detail": "Try again after the seconds in Retry-After.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service took too long (`timeout`). */
            504: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:timeout",
                     *       "title": "The service took too long",
                     *       "status": 504,
                     *       "detail": "Endpoint request timed out",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceDragon: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The entity tag of the version that is meant, from getDragon or an earlier answer; `*` means whatever is there. Needed: without it the answer is 428. (It is not declared as required because API Gateway would look for the name in exactly this case.)
                 * @example "LcKTSVXbJ4FKyc8bnk2pTuQ4VbG"
                 */
                "If-Match"?: string;
                /** @description Names the request in logs: 1 to 64 letters, digits, dots, colons, hyphens or underscores. Anything else is replaced by the request id. */
                "X-Correlation-Id"?: string;
            };
            path: {
                /**
                 * @description The dragon's name, percent-encoded.
                 * @example Atlas
                 */
                dragonName: string;
            };
            cookie?: never;
        };
        /** @description The dragon as it shall be. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "dragonName": "Frost",
                 *       "family": "blue",
                 *       "description": "Writes on the casino windows with one cold claw, and never the same word twice.",
                 *       "city": "las vegas",
                 *       "country": "usa",
                 *       "state": "nevada",
                 *       "neighborhood": "hills creek dr"
                 *     }
                 */
                "application/json": components["schemas"]["Dragon"];
            };
        };
        responses: {
            /** @description The dragon as it is now. */
            200: {
                headers: {
                    /** @description Names this version of the dragon. */
                    ETag: string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "dragonName": "Frost",
                     *       "family": "blue",
                     *       "description": "Writes on the casino windows with one cold claw, and never the same word twice.",
                     *       "city": "las vegas",
                     *       "country": "usa",
                     *       "state": "nevada",
                     *       "neighborhood": "hills creek dr"
                     *     }
                     */
                    "application/json": components["schemas"]["Dragon"];
                };
            };
            /** @description The name, the body or If-Match is not as the contract says (`invalid-request`). */
            400: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:invalid-request",
                     *       "title": "The request is not as the contract says",
                     *       "status": 400,
                     *       "detail": "body /dragonName: must name the dragon in the path",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d",
                     *       "errors": [
                     *         {
                     *           "in": "body",
                     *           "name": "/dragonName",
                     *           "message": "must name the dragon in the path"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No access token, or one that is not valid (`unauthorized`). */
            401: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    /** @description Says that a bearer token is needed. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:unauthorized",
                     *       "title": "A valid access token is needed",
                     *       "status": 401,
                     *       "detail": "Unauthorized",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The access token does not allow this operation (`forbidden`). */
            403: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:forbidden",
                     *       "title": "The access token does not allow this",
                     *       "status": 403,
                     *       "detail": "This operation needs the scope dragons/admin.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no dragon of that name (`no-such-dragon`). */
            404: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:no-such-dragon",
                     *       "title": "There is no such dragon",
                     *       "status": 404,
                     *       "detail": "No dragon is called Smaug.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The dragon is not at that version any more (`precondition-failed`). Nothing was changed. */
            412: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:precondition-failed",
                     *       "title": "The dragon has changed",
                     *       "status": 412,
                     *       "detail": "Atlas is not at the version that If-Match names. Read it again and decide again.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is longer than 65,536 bytes (`request-too-large`). Nothing was read of it. */
            413: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:request-too-large",
                     *       "title": "The body is too large",
                     *       "status": 413,
                     *       "detail": "The body has 70000 bytes; send at most 65536.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not said to be JSON (`unsupported-media-type`). */
            415: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:unsupported-media-type",
                     *       "title": "Send application/json",
                     *       "status": 415,
                     *       "detail": "The body is text/plain; send application/json.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is missing (`precondition-required`). */
            428: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:precondition-required",
                     *       "title": "Say which version you mean",
                     *       "status": 428,
                     *       "detail": "Send If-Match with the ETag of the version that you read.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too-many-requests`). */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:too-many-requests",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "detail": "Too Many Requests",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed (`internal-error`). */
            500: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:internal-error",
                     *       "title": "The service failed",
                     *       "status": 500,
                     *       "detail": "The failure was recorded. Quote the requestId when you ask about it.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The registry cannot be reached (`registry-unavailable`). */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:registry-unavailable",
                     *       "title": "The registry cannot be reached now",
                     *       "status": 503,
                     *       "detail": "Nothing was changed that you would not see. Try again after the seconds in Retry-After.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service took too long (`timeout`). */
            504: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:timeout",
                     *       "title": "The service took too long",
                     *       "status": 504,
                     *       "detail": "Endpoint request timed out",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeDragon: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The entity tag of the version that is meant, from getDragon or an earlier answer; `*` means whatever is there. Needed: without it the answer is 428. (It is not declared as required because API Gateway would look for the name in exactly this case.)
                 * @example "LcKTSVXbJ4FKyc8bnk2pTuQ4VbG"
                 */
                "If-Match"?: string;
                /** @description Names the request in logs: 1 to 64 letters, digits, dots, colons, hyphens or underscores. Anything else is replaced by the request id. */
                "X-Correlation-Id"?: string;
            };
            path: {
                /**
                 * @description The dragon's name, percent-encoded.
                 * @example Atlas
                 */
                dragonName: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The dragon is removed. */
            204: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The name or If-Match is not as the contract says (`invalid-request`). */
            400: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:invalid-request",
                     *       "title": "The request is not as the contract says",
                     *       "status": 400,
                     *       "detail": "path parameter dragonName: must NOT have more than 64 characters",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d",
                     *       "errors": [
                     *         {
                     *           "in": "path",
                     *           "name": "dragonName",
                     *           "message": "must NOT have more than 64 characters"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No access token, or one that is not valid (`unauthorized`). */
            401: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    /** @description Says that a bearer token is needed. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:unauthorized",
                     *       "title": "A valid access token is needed",
                     *       "status": 401,
                     *       "detail": "Unauthorized",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The access token does not allow this operation (`forbidden`). */
            403: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:forbidden",
                     *       "title": "The access token does not allow this",
                     *       "status": 403,
                     *       "detail": "This operation needs the scope dragons/admin.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no dragon of that name (`no-such-dragon`). */
            404: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:no-such-dragon",
                     *       "title": "There is no such dragon",
                     *       "status": 404,
                     *       "detail": "No dragon is called Smaug.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The dragon is not at that version any more (`precondition-failed`). Nothing was changed. */
            412: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:precondition-failed",
                     *       "title": "The dragon has changed",
                     *       "status": 412,
                     *       "detail": "Atlas is not at the version that If-Match names. Read it again and decide again.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is missing (`precondition-required`). */
            428: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:precondition-required",
                     *       "title": "Say which version you mean",
                     *       "status": 428,
                     *       "detail": "Send If-Match with the ETag of the version that you read.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too-many-requests`). */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:too-many-requests",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "detail": "Too Many Requests",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed (`internal-error`). */
            500: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:internal-error",
                     *       "title": "The service failed",
                     *       "status": 500,
                     *       "detail": "The failure was recorded. Quote the requestId when you ask about it.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The registry cannot be reached (`registry-unavailable`). */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:registry-unavailable",
                     *       "title": "The registry cannot be reached now",
                     *       "status": 503,
                     *       "detail": "Nothing was changed that you would not see. Try again after the seconds in Retry-After.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service took too long (`timeout`). */
            504: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:timeout",
                     *       "title": "The service took too long",
                     *       "status": 504,
                     *       "detail": "Endpoint request timed out",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReports: {
        parameters: {
            query?: {
                /**
                 * @description How many reports a page holds at most; 25 when not given.
                 * @example 10
                 */
                limit?: number;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: {
                /** @description Names the request in logs: 1 to 64 letters, digits, dots, colons, hyphens or underscores. Anything else is replaced by the request id. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of reports. */
            200: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "reportId": "7c0f2a4e-6f0b-4b6e-8a39-2d1f6f0c9a11",
                     *           "status": "ACCEPTED",
                     *           "submittedAt": "2026-01-31T12:00:00.000Z",
                     *           "decidedAt": "2026-01-31T12:00:00.412Z",
                     *           "dragon": {
                     *             "dragonName": "Frank",
                     *             "family": "purple",
                     *             "description": "Sleeps on the roof of the ferry terminal and counts the ships in its sleep.",
                     *             "city": "Seattle",
                     *             "country": "USA",
                     *             "state": "WA",
                     *             "neighborhood": "Downtown"
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": "MS4wYzFhZjVlOWI3MmQ0ZTgwLjIwMjYtMDEtMzFUMTI6MDA6MDAuMDAwWg"
                     *     }
                     */
                    "application/json": components["schemas"]["ReportPage"];
                };
            };
            /** @description A parameter is not as the contract says (`invalid-request`), or the cursor is damaged or of somebody else (`invalid-cursor`). */
            400: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No access token, or one that is not valid (`unauthorized`). */
            401: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    /** @description Says that a bearer token is needed. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:unauthorized",
                     *       "title": "A valid access token is needed",
                     *       "status": 401,
                     *       "detail": "Unauthorized",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The access token does not allow this operation (`forbidden`). */
            403: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:forbidden",
                     *       "title": "The access token does not allow this",
                     *       "status": 403,
                     *       "detail": "This operation needs the scope dragons/read.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too-many-requests`). */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:too-many-requests",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "detail": "Too Many Requests",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed (`internal-error`). */
            500: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:internal-error",
                     *       "title": "The service failed",
                     *       "status": 500,
                     *       "detail": "The failure was recorded. Quote the requestId when you ask about it.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The registry cannot be reached (`registry-unavailable`). */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:registry-unavailable",
                     *       "title": "The registry cannot be reached now",
                     *       "status": 503,
                     *       "detail": "Nothing was changed that you would not see. Try again after the seconds in Retry-After.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service took too long (`timeout`). */
            504: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:timeout",
                     *       "title": "The service took too long",
                     *       "status": 504,
                     *       "detail": "Endpoint request timed out",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the request in logs: 1 to 64 letters, digits, dots, colons, hyphens or underscores. Anything else is replaced by the request id. */
                "X-Correlation-Id"?: string;
            };
            path: {
                /**
                 * @description From the answer of reportDragon.
                 * @example 7c0f2a4e-6f0b-4b6e-8a39-2d1f6f0c9a11
                 */
                reportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. While it is `PENDING`, `Retry-After` says when asking again makes sense. */
            200: {
                headers: {
                    /** @description Seconds after which the report may be decided. */
                    "Retry-After"?: string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                };
            };
            /** @description A parameter is not as the contract says (`invalid-request`). */
            400: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:invalid-request",
                     *       "title": "The request is not as the contract says",
                     *       "status": 400,
                     *       "detail": "path parameter reportId: must NOT have more than 64 characters",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d",
                     *       "errors": [
                     *         {
                     *           "in": "path",
                     *           "name": "reportId",
                     *           "message": "must NOT have more than 64 characters"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No access token, or one that is not valid (`unauthorized`). */
            401: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    /** @description Says that a bearer token is needed. */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:unauthorized",
                     *       "title": "A valid access token is needed",
                     *       "status": 401,
                     *       "detail": "Unauthorized",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The access token does not allow this operation (`forbidden`). */
            403: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:forbidden",
                     *       "title": "The access token does not allow this",
                     *       "status": 403,
                     *       "detail": "This operation needs the scope dragons/read.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such report, or it is somebody else's (`no-such-report`). */
            404: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:no-such-report",
                     *       "title": "There is no such report",
                     *       "status": 404,
                     *       "detail": "You have no report of that id.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too-many-requests`). */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:too-many-requests",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "detail": "Too Many Requests",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed (`internal-error`). */
            500: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:internal-error",
                     *       "title": "The service failed",
                     *       "status": 500,
                     *       "detail": "The failure was recorded. Quote the requestId when you ask about it.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The registry cannot be reached (`registry-unavailable`). */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:registry-unavailable",
                     *       "title": "The registry cannot be reached now",
                     *       "status": 503,
                     *       "detail": "Nothing was changed that you would not see. Try again after the seconds in Retry-After.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service took too long (`timeout`). */
            504: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:timeout",
                     *       "title": "The service took too long",
                     *       "status": 504,
                     *       "detail": "Endpoint request timed out",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names the request in logs: 1 to 64 letters, digits, dots, colons, hyphens or underscores. Anything else is replaced by the request id. */
                "X-Correlation-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The service can answer. */
            200: {
                headers: {
                    /** @description Never kept. */
                    "Cache-Control"?: string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "queryEngine": {
                     *         "mode": "auto",
                     *         "inUse": "in-function",
                     *         "reason": "S3 Select is not available to this account."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description A parameter that the contract does not know (`invalid-request`). */
            400: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:invalid-request",
                     *       "title": "The request is not as the contract says",
                     *       "status": 400,
                     *       "detail": "query parameter verbose: is not known to this operation",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too-many-requests`). */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:too-many-requests",
                     *       "title": "Too many requests",
                     *       "status": 429,
                     *       "detail": "Too Many Requests",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed (`internal-error`). */
            500: {
                headers: {
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:internal-error",
                     *       "title": "The service failed",
                     *       "status": 500,
                     *       "detail": "The failure was recorded. Quote the requestId when you ask about it.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The catalogue or its query engine cannot be reached (`catalog-unavailable`). */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:catalog-unavailable",
                     *       "title": "The catalogue cannot be read now",
                     *       "status": 503,
                     *       "detail": "Try again after the seconds in Retry-After.",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service took too long (`timeout`). */
            504: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    /** @description Names this request in logs. */
                    "X-Correlation-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:dragons:problem:timeout",
                     *       "title": "The service took too long",
                     *       "status": 504,
                     *       "detail": "Endpoint request timed out",
                     *       "requestId": "5f3f9a0e-2f6a-4f6e-9a5c-0f2f3a1c9b7d"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}

-- For wrk: POST /encode with texts of a file, one JSON string a line; or POST whole bodies to another path.
--   TEXTS    the file
--   POST     the other path; then each line of the file is a body
--   BATCH    texts a request, 1 by default
--   THINK    milliseconds that a connection waits before each request, on average; 0 by default. With C connections and
--            a service that answers at once, C * 1000 / THINK requests a second are offered.
-- At the end it prints: texts a second of good answers, good, refused (429) and other answers a second, socket errors, p50 and p99 of all
-- answers in milliseconds.
local batch = tonumber(os.getenv("BATCH") or "1")
local think = tonumber(os.getenv("THINK") or "0")
local post = os.getenv("POST")
local bodies = {}
local threads = {}

function setup(thread)
    thread:set("number", #threads)
    table.insert(threads, thread)
end

function init()
    local texts = {}
    for line in io.lines(os.getenv("TEXTS")) do
        table.insert(texts, line)
        if post then
            table.insert(bodies, wrk.format("POST", post, { ["Content-Type"] = "application/json" }, line))
        elseif #texts == batch then
            local inputs = batch == 1 and texts[1] or "[" .. table.concat(texts, ",") .. "]"
            table.insert(bodies, wrk.format("POST", "/encode", { ["Content-Type"] = "application/json" },
                '{"inputs":' .. inputs .. "}"))
            texts = {}
        end
    end
    place = number * 7919
    good, refused, other = 0, 0, 0
end

if think > 0 then
    -- Spread, so that connections do not march in step.
    function delay()
        return math.random(0, math.floor(2 * think))
    end
end

function request()
    place = place + 1
    return bodies[place % #bodies + 1]
end

function response(status)
    if status == 200 or status == 201 then
        good = good + 1
    elseif status == 429 then
        refused = refused + 1
    else
        other = other + 1
    end
end

function done(summary, latency)
    local good, refused, other = 0, 0, 0
    for _, thread in ipairs(threads) do
        good = good + thread:get("good")
        refused = refused + thread:get("refused")
        other = other + thread:get("other")
    end
    local seconds = summary.duration / 1e6
    local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
    print(string.format("RESULT %.0f %.0f %.0f %.0f %d %.1f %.1f", good * batch / seconds, good / seconds,
        refused / seconds, other / seconds, errors, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end

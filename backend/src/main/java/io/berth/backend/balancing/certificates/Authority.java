package io.berth.backend.balancing.certificates;

/** Issues certificates to whoever has the name. */
interface Authority {

    /** @param proof how it can be seen that the name is ours */
    Certified order(String host, Proof proof) throws RefusedException, InterruptedException;

    /** Has the authority find an answer on port 80 of the name. */
    interface Proof {

        /** Returns when the answer can be read there. */
        void answer(String token, String answer) throws RefusedException, InterruptedException;
    }
}

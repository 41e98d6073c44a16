package dev.tokenvending;

import dev.tokenvending.core.Ticker;
import dev.tokenvending.ops.GenerateKey;
import dev.tokenvending.ops.doctor.Doctor;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Vends short-lived Talkdesk access tokens to mobile apps. */
@SpringBootApplication(proxyBeanMethods = false, exclude = UserDetailsServiceAutoConfiguration.class)
public class TokenVendingApplication {

    /** Runs the service, or the command that is the first word. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(GenerateKey.NAME)) {
            List<String> arguments = List.of(args).subList(1, args.length);
            System.exit(GenerateKey.run(arguments, System.out, System.err));
        }
        if (args.length > 0 && args[0].equals(Doctor.NAME)) {
            List<String> arguments = List.of(args).subList(1, args.length);
            System.exit(DoctorCommand.run(arguments, System.out, System.err));
        }
        Optional<Command> command = args.length == 0 ? Optional.empty() : Command.named(args[0]);
        if (command.isPresent()) {
            List<String> arguments = List.of(args).subList(1, args.length);
            System.exit(command.get().run(arguments, System.out, System.err));
        }
        SpringApplication application = new SpringApplication(TokenVendingApplication.class);
        application.addListeners(new UnblockedLog());
        application.run(args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Ticker ticker() {
        return System::nanoTime;
    }
}
